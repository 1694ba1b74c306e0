import type { Failure } from "@/lib/platform/errors/error-class";

/** Why attempts are aborted when their run has reached one of its limits: neither a time-out of a step nor a cancellation. */
export class LimitReached extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
    this.name = "LimitReached";
  }
}

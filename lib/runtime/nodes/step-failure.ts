import type { ErrorClass, Failure } from "@/lib/platform/errors/error-class";

/** Ends the attempt of a step with an expected failure; `endingWithResult` turns it into the step's result. */
export class StepFailure extends Error {
  constructor(
    readonly errorClass: ErrorClass,
    message: string,
    readonly more: Pick<Failure, "retryAfterMs" | "policies" | "effect" | "transient"> = {},
  ) {
    super(message);
    this.name = "StepFailure";
  }
}

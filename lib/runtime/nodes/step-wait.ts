import type { Wait } from "@/lib/runtime/interpreter/wait";

/** Ends the attempt of a step because it has to wait for something outside; `endingWithResult` turns it into a result. */
export class StepWait extends Error {
  constructor(readonly wait: Wait) {
    super(`The step waits for ${wait.for}.`);
    this.name = "StepWait";
  }
}

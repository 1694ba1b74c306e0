import type { PendingWait } from "@/lib/runtime/interpreter/pending-work";
import { isSettled, type RunState } from "@/lib/runtime/interpreter/run-state";

/** The sub-runs that steps wait for. One that its step left behind (cancelled, out of time) is asked to end. */
export class SubRunWatch {
  #steps: string[] = [];

  constructor(private readonly cancel: (stepKey: string) => void) {}

  know(waits: readonly PendingWait[]): void {
    this.#steps = waits.flatMap(({ stepKey, wait }) => (wait.for === "subflow" ? [stepKey] : []));
  }

  endAbandoned({ steps }: RunState): void {
    for (const stepKey of this.#steps) {
      const step = steps.get(stepKey);
      const isTakenOver = step?.status === "succeeded" && !step.degraded;
      if (isSettled(step) && !isTakenOver) this.cancel(stepKey);
    }
  }
}

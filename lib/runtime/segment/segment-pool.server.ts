import { log } from "@/lib/platform/log/log.server";
import type { ClaimedRun, RunRef } from "@/lib/runtime/journal/journal";
import { Segment, type SegmentOutcome } from "@/lib/runtime/segment/segment.server";
import type { SegmentDependencies } from "@/lib/runtime/segment/segment-dependencies";

/** The segments of one process: executes them, cancels one, drains all. */
export class SegmentPool {
  readonly #active = new Map<string, Segment>();

  constructor(private readonly deps: SegmentDependencies) {}

  get size(): number {
    return this.#active.size;
  }

  /**
   * Claims the run and brings it as far as it goes. A run that is finished, parked or held by a live worker is left alone.
   * One that was woken while it parked is taken again at once: its message found this segment still here.
   */
  readonly execute = async (run: RunRef): Promise<void> => {
    for (;;) {
      const claimed = await this.deps.journal.claim(run, this.deps.workerId, this.deps.clock.now());
      if (!claimed || (await this.#executeClaimed(run, claimed)) !== "parked") return;
    }
  };

  async #executeClaimed(run: RunRef, claimed: ClaimedRun): Promise<SegmentOutcome> {
    const segment = await Segment.open(this.deps, claimed);
    this.#active.set(run.runId, segment);
    try {
      const outcome = await segment.execute();
      log().debug({ run: run.runId, epoch: claimed.epoch, outcome }, "segment");
      return outcome;
    } catch (error) {
      log().error({ run: run.runId, epoch: claimed.epoch, error: String(error) }, "segment failed");
      throw error;
    } finally {
      this.#active.delete(run.runId);
    }
  }

  /** Lets the segment of a run look at what was brought to it. False: there is none here. */
  nudge(runId: string): boolean {
    const segment = this.#active.get(runId);
    segment?.nudge();
    return segment !== undefined;
  }

  cancel(runId: string): void {
    this.#active.get(runId)?.cancel();
  }

  /** Ends what is under way, at most ten seconds later; what is not finished goes to other workers at once. */
  async drain(): Promise<void> {
    await Promise.all([...this.#active.values()].map((segment) => segment.drain()));
  }
}

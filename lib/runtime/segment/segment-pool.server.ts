import { log } from "@/lib/platform/log/log.server";
import type { RunRef } from "@/lib/runtime/journal/journal";
import { Segment } from "@/lib/runtime/segment/segment.server";
import type { SegmentDependencies } from "@/lib/runtime/segment/segment-dependencies";

/** The segments of one process: executes them, cancels one, drains all. */
export class SegmentPool {
  readonly #active = new Map<string, Segment>();

  constructor(private readonly deps: SegmentDependencies) {}

  get size(): number {
    return this.#active.size;
  }

  /** Claims the run and brings it as far as it goes. A run that is finished or held by a live worker is left alone. */
  readonly execute = async (run: RunRef): Promise<void> => {
    const claimed = await this.deps.journal.claim(run, this.deps.workerId, this.deps.clock.now());
    if (!claimed) return;
    const segment = await Segment.open(this.deps, claimed);
    this.#active.set(run.runId, segment);
    try {
      const outcome = await segment.execute();
      log().debug({ run: run.runId, epoch: claimed.epoch, outcome }, "segment");
    } catch (error) {
      log().error({ run: run.runId, epoch: claimed.epoch, error: String(error) }, "segment failed");
      throw error;
    } finally {
      this.#active.delete(run.runId);
    }
  };

  cancel(runId: string): void {
    this.#active.get(runId)?.cancel();
  }

  /** Ends what is under way, at most ten seconds later; what is not finished goes to other workers at once. */
  async drain(): Promise<void> {
    await Promise.all([...this.#active.values()].map((segment) => segment.drain()));
  }
}

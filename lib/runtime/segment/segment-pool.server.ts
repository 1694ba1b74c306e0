import { log } from "@/lib/platform/log/log.server";
import type { Refusal, RunRef } from "@/lib/runtime/journal/journal";
import { Lease } from "@/lib/runtime/segment/lease.server";
import { buryUnopened, type ClaimAge, isPoison } from "@/lib/runtime/segment/poison-run.server";
import { ReleaseRefused } from "@/lib/runtime/segment/release-refused";
import { Segment } from "@/lib/runtime/segment/segment.server";
import type { SegmentDependencies } from "@/lib/runtime/segment/segment-dependencies";
import type { SegmentOutcome } from "@/lib/runtime/segment/segment-outcome";

/** The segments of one process: executes them, cancels one, drains all. */
export class SegmentPool {
  readonly #active = new Map<string, Segment>();
  /** Runs that are claimed or executed, with their tenants. */
  readonly #taken = new Map<string, string>();

  constructor(private readonly deps: SegmentDependencies) {}

  get size(): number {
    return this.#taken.size;
  }

  has(runId: string): boolean {
    return this.#taken.has(runId);
  }

  sizeOf(tenantId: string): number {
    let size = 0;
    for (const tenant of this.#taken.values()) if (tenant === tenantId) size += 1;
    return size;
  }

  /** Claims the run and brings it as far as it goes, or says why it was not taken. */
  readonly execute = async (run: RunRef): Promise<SegmentOutcome | Refusal> => {
    if (this.#taken.has(run.runId)) return "held";
    this.#taken.set(run.runId, run.tenantId);
    try {
      let last = await this.#execute(run);
      // One that was woken while it parked is taken again at once: its message found this segment still here.
      while ("outcome" in last && last.outcome === "parked") {
        const again = await this.#execute(run);
        if ("why" in again) break;
        last = again;
      }
      return "outcome" in last ? last.outcome : last.why;
    } finally {
      this.#taken.delete(run.runId);
    }
  };

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

  async #execute(run: RunRef): Promise<{ outcome: SegmentOutcome } | { why: Refusal }> {
    const { journal, workerId, clock, formats } = this.deps;
    const lease = new Lease();
    const claim = await journal.claim(run, { workerId, nowMs: clock.now(), formats });
    if (claim.kind === "refused") return { why: claim.why };
    if (claim.kind === "unreadable") return await this.#giveUp(run, claim, claim.cause);
    const { epoch } = claim.run;
    const segment = await Segment.open(this.deps, claim, lease).catch((cause: unknown) => cause);
    if (!(segment instanceof Segment)) {
      const { lastEpoch, events } = claim;
      return await this.#giveUp(run, { epoch, lastEpoch, nextSeq: events.length + 1 }, segment);
    }
    try {
      this.#active.set(run.runId, segment);
      const outcome = await segment.execute();
      log().debug({ run: run.runId, epoch, outcome }, "segment");
      return { outcome };
    } catch (error) {
      log().error({ run: run.runId, epoch, error: String(error) }, "segment failed");
      throw error;
    } finally {
      this.#active.delete(run.runId);
    }
  }

  /**
   * A run that could not be opened is tried again when its lease has passed: the database may have been away. Not for
   * ever, and not when its release is refused.
   */
  async #giveUp(
    run: RunRef,
    claim: ClaimAge & { nextSeq: number },
    cause: unknown,
  ): Promise<{ outcome: SegmentOutcome }> {
    log().error({ run: run.runId, epoch: claim.epoch, error: String(cause) }, "a run could not be opened");
    if (!isPoison(claim) && !(cause instanceof ReleaseRefused)) throw cause;
    await buryUnopened(this.deps, { run, epoch: claim.epoch, nextSeq: claim.nextSeq }, cause);
    return { outcome: "finished" };
  }
}

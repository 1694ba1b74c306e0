import type { Dispatcher } from "@/lib/runtime/dispatch/dispatcher";
import { preferredWorker } from "@/lib/runtime/dispatch/preferred-worker";
import type { RunRef } from "@/lib/runtime/journal/journal";

/** A run that needs a segment, and for how long it has waited. */
export type WaitingRun = RunRef & { waitedMs: number };

export type IntakeParts = {
  workerId: string;
  /** Claims and executes here; says why not. */
  execute(run: RunRef): Promise<string>;
  load: { readonly size: number; has(runId: string): boolean; sizeOf(tenantId: string): number };
  /** Runs that need a segment and that their tenants' limits admit, fairest first. */
  waiting(maxRows: number): Promise<WaitingRun[]>;
  dispatcher: Pick<Dispatcher, "enqueue">;
  slots: number;
  /** Slots of this worker that one tenant may fill. */
  tenantSlots: number;
  now(): number;
};

const MAX_ROWS = 200;
/** Another worker is told of a run first; after that the queue shared by all of them brings it to whoever has room. */
const PATIENCE_MS = 1_000;
const AGAIN_AFTER_MS = 3_000;
/** Of a long line only so many go to the queue with each sweep: every worker sweeps, and a place for each of them is no gain. */
const MAX_ENQUEUED = 8;

/**
 * Takes runs for one worker (docs/decisions/0028). The worker that a notified run belongs to claims it at once; with
 * every segment that ends the next run is taken, fairest first; what nobody took within a second goes to the queue.
 */
export class Intake {
  #workers: readonly string[];
  #isStopped = false;
  /** Something waits that a notification or a turn has left. */
  #hasMore = false;
  #turn: Promise<void> | null = null;
  readonly #queuedAt = new Map<string, number>();

  constructor(private readonly parts: IntakeParts) {
    this.#workers = [parts.workerId];
  }

  /** The workers that live and take runs, this one among them. */
  know(workers: readonly string[]): void {
    this.#workers = workers.includes(this.parts.workerId) ? workers : [...workers, this.parts.workerId];
  }

  notified(run: RunRef): void {
    if (this.#isStopped || !this.#isMine(run)) return;
    if (this.#hasRoom(run)) this.#take(run);
    else this.#hasMore = true;
  }

  /** Finds what no message told about: queued runs, and running ones whose worker has gone. */
  async sweep(): Promise<void> {
    if (this.#isStopped) return;
    const found = await this.parts.waiting(MAX_ROWS);
    const late: RunRef[] = [];
    for (const run of found.filter((one) => !this.parts.load.has(one.runId))) {
      const isLate = run.waitedMs > PATIENCE_MS;
      if (this.#hasRoom(run) && (isLate || this.#isMine(run))) this.#take(run);
      else if (isLate) late.push(run);
    }
    this.#hasMore = found.length > 0;
    await this.#enqueue(late);
  }

  /**
   * What the queue brings here. Without room for its tenant it stays in line, in its row: the queue knows nothing of what
   * this worker took by itself, and would fill it with one tenant.
   */
  async brought(run: RunRef): Promise<void> {
    if (this.#isStopped) return;
    if (this.#hasRoom(run)) await this.#execute(run);
    else this.#hasMore = true;
  }

  async #enqueue(late: readonly RunRef[]): Promise<void> {
    const now = this.parts.now();
    for (const [runId, at] of this.#queuedAt) if (now - at > AGAIN_AFTER_MS) this.#queuedAt.delete(runId);
    for (const run of late.filter(({ runId }) => !this.#queuedAt.has(runId)).slice(0, MAX_ENQUEUED)) {
      this.#queuedAt.set(run.runId, now);
      await this.parts.dispatcher.enqueue(run);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#turn;
  }

  #isMine(run: RunRef): boolean {
    return preferredWorker(run.runId, this.#workers) === this.parts.workerId;
  }

  #hasRoom(run: RunRef): boolean {
    const { load, slots, tenantSlots } = this.parts;
    return load.size < slots && load.sizeOf(run.tenantId) < tenantSlots;
  }

  #take(run: RunRef): void {
    // It keeps its lease; the sweep finds it when that has passed.
    void this.#execute(run).catch(() => {});
  }

  async #execute(run: RunRef): Promise<void> {
    const outcome = await this.parts.execute(run);
    if (outcome === "limit") this.#hasMore = true;
    else if (this.#hasMore) this.#next();
  }

  /** One turn at a time: fills the free slots with what waits. */
  #next(): void {
    this.#turn ??= this.#fill().then(
      () => {
        this.#turn = null;
      },
      () => {
        this.#turn = null;
      },
    );
  }

  async #fill(): Promise<void> {
    const { load, slots, waiting } = this.parts;
    const free = slots - load.size;
    if (this.#isStopped || free <= 0) return;
    const found = (await waiting(free * 2)).filter((run) => !load.has(run.runId));
    // Its own first: workers that fill up at the same time do not meet on the same rows.
    for (const run of [...found.filter((one) => this.#isMine(one)), ...found.filter((one) => !this.#isMine(one))])
      if (this.#hasRoom(run)) this.#take(run);
    this.#hasMore = found.length > 0;
  }
}

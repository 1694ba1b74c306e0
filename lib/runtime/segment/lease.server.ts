import { LEASE_MS } from "@/lib/runtime/journal/journal";

/** A worker that trusts its lease this much shorter than the database does has time to send what it begins. */
const MARGIN_MS = 1_000;

type Now = () => number;

/**
 * What a worker knows of its own lease, without asking: it holds the run until LEASE_MS after it *sent* the last write
 * that was accepted. A process that stood still (stopped, swapped out, a host asleep) sees here that its knowledge is old
 * and asks before it begins anything; the answer to a write of before the standstill proves nothing. By two clocks, for one
 * of them may stand still with the host and the other may be set.
 */
export class Lease {
  #sentAt: readonly number[];

  constructor(private readonly clocks: readonly Now[] = [() => performance.now(), Date.now]) {
    this.#sentAt = this.#read();
  }

  get isFresh(): boolean {
    const now = this.#read();
    return now.every((at, index) => at - (this.#sentAt[index] ?? 0) < LEASE_MS - MARGIN_MS);
  }

  /** Does a write that keeps the lease when it is accepted (neither false nor null). */
  async kept<T>(write: () => Promise<T>): Promise<T> {
    const sentAt = this.#read();
    const answer = await write();
    if (answer) this.#sentAt = sentAt;
    return answer;
  }

  #read(): number[] {
    return this.clocks.map((now) => now());
  }
}

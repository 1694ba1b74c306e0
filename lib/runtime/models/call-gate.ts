/** `concurrent` calls at a time, `perMinute` starts in a minute. */
export type CallRate = { concurrent: number; perMinute: number };

type Waiting = { rateOf: () => CallRate; admit: () => void };
type Gate = { active: number; started: number[]; waiting: Waiting[]; timer: NodeJS.Timeout | null };

const MINUTE_MS = 60_000;

/**
 * Lets calls of one key through, first come first served: so many at a time, so many starts a minute. The rate is asked
 * for at every turn, so that a change holds for those who wait already.
 */
export class CallGate {
  readonly #gates = new Map<string, Gate>();

  constructor(private readonly clock: { now(): number }) {}

  /** Resolves when the call may start; the returned function says that it has ended. Rejects when the signal aborts. */
  enter(key: string, rateOf: () => CallRate, signal: AbortSignal): Promise<() => void> {
    const gate = this.#gates.get(key) ?? { active: 0, started: [], waiting: [], timer: null };
    this.#gates.set(key, gate);
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        gate.waiting = gate.waiting.filter((one) => one !== entry);
        reject(signal.reason);
      };
      const entry: Waiting = {
        rateOf,
        admit: () => {
          signal.removeEventListener("abort", giveUp);
          gate.active += 1;
          gate.started.push(this.clock.now());
          resolve(() => {
            gate.active -= 1;
            this.#pump(gate);
          });
        },
      };
      gate.waiting.push(entry);
      signal.addEventListener("abort", giveUp, { once: true });
      if (signal.aborted) giveUp();
      else this.#pump(gate);
    });
  }

  #pump(gate: Gate): void {
    for (let next = gate.waiting[0]; next; next = gate.waiting[0]) {
      const waitMs = this.#waitMs(gate, next.rateOf());
      if (waitMs > 0) {
        this.#again(gate, waitMs);
        return;
      }
      gate.waiting.shift();
      next.admit();
    }
  }

  #again(gate: Gate, waitMs: number): void {
    if (!Number.isFinite(waitMs) || gate.timer) return;
    gate.timer = setTimeout(() => {
      gate.timer = null;
      this.#pump(gate);
    }, waitMs);
    gate.timer.unref();
  }

  /** 0: now. Infinity: when a call ends. */
  #waitMs(gate: Gate, { concurrent, perMinute }: CallRate): number {
    const now = this.clock.now();
    while (gate.started.length > 0 && (gate.started[0] ?? now) <= now - MINUTE_MS) gate.started.shift();
    if (gate.active >= concurrent) return Number.POSITIVE_INFINITY;
    if (gate.started.length < perMinute) return 0;
    return Math.max(1, (gate.started[gate.started.length - perMinute] ?? now) + MINUTE_MS - now);
  }
}

export type CallLimits = { concurrent: number; perMinute: number };

type Gate = { active: number; started: number[]; waiting: (() => void)[] };

const MINUTE_MS = 60_000;

/**
 * Lets calls of one key through, first come first served: so many at a time, so many starts a minute. The limits are
 * asked for at every turn, so that a change holds for those who wait already.
 */
export class CallGate {
  readonly #gates = new Map<string, Gate>();

  constructor(private readonly clock: { now(): number }) {}

  /** Resolves when the call may start; the returned function says that it has ended. Rejects when the signal aborts. */
  async enter(key: string, limitsOf: () => CallLimits, signal: AbortSignal): Promise<() => void> {
    const gate = this.#gates.get(key) ?? { active: 0, started: [], waiting: [] };
    this.#gates.set(key, gate);
    if (gate.waiting.length > 0) await this.#turn(gate, signal);
    for (;;) {
      signal.throwIfAborted();
      const waitMs = this.#waitMs(gate, limitsOf());
      if (waitMs === 0) break;
      await this.#turn(gate, signal, waitMs);
    }
    gate.active += 1;
    gate.started.push(this.clock.now());
    gate.waiting.shift()?.();
    return () => {
      gate.active -= 1;
      gate.waiting.shift()?.();
      if (gate.active === 0 && gate.waiting.length === 0 && gate.started.length === 0) this.#gates.delete(key);
    };
  }

  /** 0: now. Infinity: when a call ends. */
  #waitMs(gate: Gate, { concurrent, perMinute }: CallLimits): number {
    const now = this.clock.now();
    while ((gate.started[0] ?? now) <= now - MINUTE_MS) gate.started.shift();
    if (gate.active >= concurrent) return Number.POSITIVE_INFINITY;
    if (gate.started.length < perMinute) return 0;
    return (gate.started[gate.started.length - perMinute] ?? now) + MINUTE_MS - now;
  }

  /** Until somebody makes room, the time has passed, or the signal aborts. */
  #turn(gate: Gate, signal: AbortSignal, waitMs = Number.POSITIVE_INFINITY): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
        resolve();
      };
      const stop = () => {
        clearTimeout(timer);
        gate.waiting = gate.waiting.filter((one) => one !== done);
        reject(signal.reason);
      };
      const timer = Number.isFinite(waitMs) ? setTimeout(() => leave(), waitMs) : undefined;
      const leave = () => {
        gate.waiting = gate.waiting.filter((one) => one !== done);
        done();
      };
      gate.waiting.push(done);
      signal.addEventListener("abort", stop, { once: true });
    });
  }
}

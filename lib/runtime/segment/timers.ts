import type { Clock } from "@/lib/platform/time/clock";

/** `setTimeout` fires at once for more than 24 days: a longer wait is taken in pieces. */
const PIECE_MS = 3_600_000;

/** Named timers of one segment: each is set once until it fires or is cleared. */
export class Timers {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly clock: Clock) {}

  /** Calls `fire` at `at` (ms since the epoch); a timer of this name that is set already stays. */
  set(name: string, at: number, fire: () => void): void {
    if (!this.#timers.has(name)) this.#arm(name, at, fire);
  }

  clear(name: string): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }

  clearAll(): void {
    for (const name of [...this.#timers.keys()]) this.clear(name);
  }

  /** A timer may fire a moment early; it is set again then, and when it was only a piece of its wait. */
  #arm(name: string, at: number, fire: () => void): void {
    const leftMs = Math.max(0, at - this.clock.now()) / (this.clock.rate ?? 1);
    const again = () => {
      this.#timers.delete(name);
      if (this.clock.now() < at) this.#arm(name, at, fire);
      else fire();
    };
    this.#timers.set(name, setTimeout(again, Math.min(leftMs, PIECE_MS)));
  }
}

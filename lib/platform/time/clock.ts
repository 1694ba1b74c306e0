/** Where time comes from. The real one in production, a fixed or shifted one in tests and in the demo seed. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** How many times faster than real time it runs; waits are that much shorter. Default 1. */
  rate?: number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that starts at `startMs` and runs `rate` times as fast as real time: for living through the past. */
export function scaledClock(startMs: number, rate: number): Clock {
  const began = Date.now();
  return { now: () => Math.round(startMs + (Date.now() - began) * rate), rate };
}

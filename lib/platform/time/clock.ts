/** Where time comes from. The real one in production, a fixed or shifted one in tests and in the demo seed. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that runs `offsetMs` away from the real one. */
export const shiftedClock = (offsetMs: number): Clock => ({ now: () => Date.now() + offsetMs });

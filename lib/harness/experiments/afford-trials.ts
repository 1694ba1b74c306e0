/** Paid trials that run at the same time while nobody knows what one costs. */
const FIRST = 4;

/** In micro units. */
type Room = {
  /** What is left of the budget when every running trial costs all that it may. */
  left: number;
  /** What the dearest trial so far has cost; null: none is over. */
  dearest: number | null;
  isAnyRunning: boolean;
};

/**
 * Which of the next trials may start, and what each may cost: the limit of its harness, or less, so that all of them
 * together keep to the budget. As many share what is left as leaves each of them twice what the dearest has cost; the last
 * ones start one by one.
 */
export function affordTrials<T extends { mostMicros: number }>(
  next: readonly T[],
  room: Room,
): (T & { grantMicros: number })[] {
  const paid = next.filter(({ mostMicros }) => mostMicros > 0);
  const places = Math.min(paid.length, placesIn(room, Math.max(...paid.map(({ mostMicros }) => mostMicros))));
  const share = places > 0 ? Math.floor(room.left / places) : 0;
  const affordable: (T & { grantMicros: number })[] = [];
  let taken = 0;
  for (const trial of next) {
    if (trial.mostMicros > 0 && (share < 1 || taken === places)) break;
    if (trial.mostMicros > 0) taken += 1;
    affordable.push({ ...trial, grantMicros: Math.min(trial.mostMicros, share) });
  }
  return affordable;
}

function placesIn({ left, dearest, isAnyRunning }: Room, most: number): number {
  const whole = Math.floor(left / most);
  if (dearest === null) return Math.max(whole, FIRST);
  if (dearest === 0) return Number.POSITIVE_INFINITY;
  const shared = Math.max(whole, Math.floor(left / (2 * dearest)));
  return shared > 0 || isAnyRunning || left < dearest ? shared : 1;
}

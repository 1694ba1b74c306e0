/**
 * Exact two-sided McNemar test (1947): the probability that chance alone splits the items whose answer changed at least
 * this unevenly, if fixing and breaking were equally likely. 1 when nothing changed.
 */
export function mcnemarExact(fixed: number, broken: number): number {
  const n = fixed + broken;
  if (n === 0) return 1;
  const smaller = Math.min(fixed, broken);
  // Binomial(n, 1/2) in logarithms, so that thousands of items do not underflow.
  let logTerm = -n * Math.LN2;
  let tail = Math.exp(logTerm);
  for (let k = 1; k <= smaller; k += 1) {
    logTerm += Math.log(n - k + 1) - Math.log(k);
    tail += Math.exp(logTerm);
  }
  return Math.min(1, 2 * tail);
}

/** Holm's step-down correction (1979) of several p-values, in their order. */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((one, other) => one.p - other.p);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let highest = 0;
  order.forEach(({ p, index }, rank) => {
    highest = Math.max(highest, Math.min(1, p * (pValues.length - rank)));
    adjusted[index] = highest;
  });
  return adjusted;
}

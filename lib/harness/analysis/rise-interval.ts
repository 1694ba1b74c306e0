import { bootstrapInterval, type Interval } from "@/lib/harness/analysis/interval";
import { meanOf } from "@/lib/harness/analysis/item-values";

/** One item in both cells: what its repeats showed. */
export type PairedValues = { candidate: readonly number[]; baseline: readonly number[] };

/**
 * How much more the candidate has than the baseline, as a share of the baseline, over items that both have; by drawing
 * items. Nothing in both is no rise; something against nothing is an infinite one.
 */
export function riseOfMean(pairs: readonly PairedValues[], seed: number): Interval {
  const candidate = Float64Array.from(pairs, (pair) => meanOf(pair.candidate));
  const baseline = Float64Array.from(pairs, (pair) => meanOf(pair.baseline));
  return bootstrapInterval(pairs.length, seed, (counts) => {
    let ours = 0;
    let theirs = 0;
    for (let item = 0; item < candidate.length; item += 1) {
      const times = counts[item] ?? 0;
      ours += times * (candidate[item] ?? 0);
      theirs += times * (baseline[item] ?? 0);
    }
    return riseOf(ours, theirs);
  });
}

/** The same of a quantile over all measurements of the items. */
export function riseOfQuantile(pairs: readonly PairedValues[], share: number, seed: number): Interval {
  const ours = quantileOfCounts(
    pairs.map((pair) => pair.candidate),
    share,
  );
  const theirs = quantileOfCounts(
    pairs.map((pair) => pair.baseline),
    share,
  );
  return bootstrapInterval(pairs.length, seed, (counts) => riseOf(ours(counts), theirs(counts)));
}

const riseOf = (ours: number, theirs: number): number =>
  theirs === 0 ? (ours === 0 ? 0 : Number.POSITIVE_INFINITY) : ours / theirs - 1;

/** A quantile by how often each item is drawn: sorted once, and read from the top until the rest is the share. */
function quantileOfCounts(items: readonly (readonly number[])[], share: number): (counts: Uint8Array) => number {
  const sorted = items
    .flatMap((values, item) => values.map((value) => ({ value, item, weight: 1 / values.length })))
    .sort((one, other) => other.value - one.value);
  const above = (1 - share) * items.length;
  return (counts) => {
    let mass = 0;
    for (const { value, item, weight } of sorted) {
      mass += (counts[item] ?? 0) * weight;
      if (mass > above + 1e-9) return value;
    }
    return sorted.at(-1)?.value ?? 0;
  };
}

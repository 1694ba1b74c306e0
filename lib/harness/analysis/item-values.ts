import type { TrialResult } from "@/lib/harness/analysis/trial-result";

/** What the repeats of each item showed; an item where nothing was measured is left out. */
export type ItemValues = ReadonlyMap<string, readonly number[]>;

/** One value a trial, by item, in the order of the trials. */
export function itemValues(trials: readonly TrialResult[], read: (trial: TrialResult) => number | null): ItemValues {
  const byItem = new Map<string, number[]>();
  for (const trial of trials) {
    const value = read(trial);
    if (value === null) continue;
    const known = byItem.get(trial.item);
    if (known) known.push(value);
    else byItem.set(trial.item, [value]);
  }
  return byItem;
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean of each item over its repeats. */
export const itemMeans = (items: ItemValues): Map<string, number> =>
  new Map([...items].map(([item, values]) => [item, meanOf(values)]));

/** How much the mean of an item varies by its repeats alone, averaged over items; null when no item ran twice. */
export function repeatVariance(items: ItemValues): number | null {
  const variances = [...items.values()].flatMap((values) => {
    if (values.length < 2) return [];
    const mean = meanOf(values);
    const sum = values.reduce((total, value) => total + (value - mean) ** 2, 0);
    return [sum / (values.length - 1) / values.length];
  });
  return variances.length === 0 ? null : meanOf(variances);
}

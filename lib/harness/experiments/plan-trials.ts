import { randomFrom, shuffled } from "@/lib/harness/analysis/random";

export type PlannedTrial = { cell: string; item: string; repeat: number };

/**
 * Every trial of a plan in the order in which they start: repeat by repeat, rows in random order, and the cells of one row
 * side by side in random order, so that cells meet the same conditions. The same seed gives the same order.
 */
export function planTrials(
  items: readonly string[],
  cells: readonly string[],
  repeats: number,
  seed: number,
): PlannedTrial[] {
  const random = randomFrom(seed);
  return Array.from({ length: repeats }, (_, repeat) =>
    shuffled(items, random).flatMap((item) =>
      shuffled(cells, random).map((cell) => ({ cell, item, repeat: repeat + 1 })),
    ),
  ).flat();
}

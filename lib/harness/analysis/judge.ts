import { z } from "zod";
import type { Interval } from "@/lib/harness/analysis/interval";

/** What a cell must reach: a least pass rate, and how far it may fall below the baseline. Shares from 0 to 1. */
export const Gate = z.strictObject({
  min: z.number().min(0).max(1).optional(),
  maxDrop: z.number().min(0).max(1).optional(),
});
export type Gate = z.infer<typeof Gate>;
export type Verdict = "pass" | "fail" | "inconclusive";
export type GateResult = {
  verdict: Verdict;
  reason: string;
  /** Repeats of each item that would probably decide it; null when it is decided, or when only more items can. */
  repeatsNeeded: number | null;
  /** Items that would probably decide it at these repeats; null when it is decided. */
  itemsNeeded: number | null;
};
type Measured = { passRate: Interval; difference: Interval | null; items: readonly number[]; repeats: number };
type Part = { verdict: Verdict; reason: string; distance: number; half: number };

const MAX_REPEATS = 20;
const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`;

/** Passed if the whole interval clears the threshold, failed if all of it misses, else inconclusive, which is not passed. */
export function judge(gate: Gate, measured: Measured): GateResult {
  const { passRate, difference } = measured;
  const parts = [
    ...(gate.min === undefined ? [] : [part("the pass rate", passRate, gate.min)]),
    ...(gate.maxDrop === undefined || !difference
      ? []
      : [part("the difference to the baseline", difference, -gate.maxDrop)]),
  ];
  const decisive = parts.find((one) => one.verdict === "fail") ?? parts.find((one) => one.verdict === "inconclusive");
  if (!decisive)
    return {
      verdict: parts.length > 0 && measured.items.length > 0 ? "pass" : "inconclusive",
      reason: parts.map((one) => one.reason).join(" ") || "Nothing was measured against the gate.",
      repeatsNeeded: null,
      itemsNeeded: null,
    };
  if (decisive.verdict === "fail")
    return { verdict: "fail", reason: decisive.reason, repeatsNeeded: null, itemsNeeded: null };
  return { verdict: "inconclusive", reason: decisive.reason, ...needed(decisive, measured) };
}

function part(what: string, { value, low, high }: Interval, threshold: number): Part {
  const verdict = low >= threshold ? "pass" : high < threshold ? "fail" : "inconclusive";
  const words = { pass: "clears", fail: "misses", inconclusive: "may or may not clear" }[verdict];
  return {
    verdict,
    reason: `The interval of ${what}, ${percent(low)} to ${percent(high)}, ${words} ${percent(threshold)}.`,
    distance: Math.abs(value - threshold),
    half: (high - low) / 2,
  };
}

/**
 * How much more data would shrink the half width to the distance from the threshold. The variance between items stays
 * whatever the repeats; only the variance within items shrinks with them.
 */
function needed(
  { distance, half }: Part,
  { items, repeats }: Measured,
): Pick<GateResult, "repeatsNeeded" | "itemsNeeded"> {
  const n = items.length;
  if (n === 0 || distance === 0) return { repeatsNeeded: null, itemsNeeded: null };
  const itemsNeeded = Math.ceil(n * (half / distance) ** 2);
  const within = items.reduce((sum, p) => sum + p * (1 - p), 0) / n / (repeats > 1 ? repeats - 1 : 1);
  const total = (half / 1.96) ** 2 * n;
  const between = Math.max(0, total - (repeats > 1 ? within : total / 2));
  const target = (distance / 1.96) ** 2 * n;
  if (target <= between) return { repeatsNeeded: null, itemsNeeded };
  const perTrial = (total - between) * repeats;
  const repeatsNeeded = Math.ceil(perTrial / (target - between));
  return { repeatsNeeded: repeatsNeeded > repeats && repeatsNeeded <= MAX_REPEATS ? repeatsNeeded : null, itemsNeeded };
}

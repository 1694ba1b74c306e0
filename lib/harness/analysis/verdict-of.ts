import type { Interval } from "@/lib/harness/analysis/interval";
import { type BoundKind, boundOf, type Threshold, type Verdict } from "@/lib/release/threshold";

export type Line = { at: number; side: "at-least" | "at-most" };

const LINES: Record<BoundKind, (value: number) => Line> = {
  min: (at) => ({ at, side: "at-least" }),
  max: (at) => ({ at, side: "at-most" }),
  maxDrop: (drop) => ({ at: -drop, side: "at-least" }),
  maxRise: (at) => ({ at, side: "at-most" }),
};

/** The line that a measured interval is held against, and the side of it that passes. */
export function lineOf(threshold: Threshold): Line {
  const { kind, value } = boundOf(threshold);
  return LINES[kind](value);
}

/** Passed if the whole interval clears the line, failed if all of it misses, else inconclusive, which is not passed. */
export function verdictOfInterval({ low, high }: Omit<Interval, "value">, { at, side }: Line): Verdict {
  if (side === "at-least") return low >= at ? "pass" : high < at ? "fail" : "inconclusive";
  return high <= at ? "pass" : low > at ? "fail" : "inconclusive";
}

/** Passed if all passed, failed if one failed, else inconclusive; null when there is nothing to judge. */
export function verdictOfAll(verdicts: readonly Verdict[]): Verdict | null {
  if (verdicts.length === 0) return null;
  if (verdicts.includes("fail")) return "fail";
  return verdicts.includes("inconclusive") ? "inconclusive" : "pass";
}

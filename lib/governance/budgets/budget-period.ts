import type { BudgetPeriod } from "@/lib/governance/budgets/schema";

/** The day or month in UTC that a time is in: its first moment and the first moment after it, in milliseconds. */
export function periodAt(period: BudgetPeriod, atMs: number): { startMs: number; endMs: number } {
  const at = new Date(atMs);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  return period === "day"
    ? { startMs: Date.UTC(year, month, day), endMs: Date.UTC(year, month, day + 1) }
    : { startMs: Date.UTC(year, month), endMs: Date.UTC(year, month + 1) };
}

import type { BudgetRefusal } from "@/lib/governance/budgets/budget-desk";

const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const NEXT = { day: "tomorrow (UTC)", month: "with the next month (UTC)" } as const;

/** Why a budget lets a call wait, and what a person can do about it. At most 500 characters. */
export function refusalWords(
  { why, name, level, period, unit, limit, spent, reserved }: BudgetRefusal,
  { model, needs }: { model: string; needs: { micros: number | null; tokens: number } },
): string {
  const amount = (value: number) => (unit === "tokens" ? `${whole.format(value)} tokens` : dollars(value));
  const which = `The budget "${name}" (${level === "tenant" ? "whole tenant" : "this harness"}, each ${period})`;
  if (why === "unpriced")
    return `${which} counts money, and the price of ${model} in US dollars is not known. Enter it on the models page and try again, or let the budget count such calls as 0.`;
  const needed = unit === "tokens" ? needs.tokens : (needs.micros ?? 0);
  const need = `this call may use up to ${amount(needed)}`;
  if (needed > limit)
    return `${which} has ${amount(limit)} and ${need}: it never fits. Raise the budget, or lower the largest answer of the model slot.`;
  if (why === "reserved")
    return `${which} has ${amount(limit)}: ${amount(spent)} are used and ${amount(reserved)} are promised to calls under way; ${need}. The run goes on when those calls are done.`;
  return `${which} has ${amount(limit)} and ${amount(spent)} of it are used; ${need}. The run goes on when the budget is raised, or ${NEXT[period]}.`;
}

/** 1234567 → "$1.2346"; small sums keep four places. */
const dollars = (micros: number): string => `$${(micros / 1_000_000).toFixed(micros >= 100_000_000 ? 2 : 4)}`;

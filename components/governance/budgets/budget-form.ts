import type { BudgetView } from "@/lib/governance/budgets/schema";

/** What a person has typed; amounts as text. */
export type BudgetForm = {
  name: string;
  /** The slug of a harness; "" = the whole tenant. */
  harness: string;
  period: "day" | "month";
  dollars: string;
  tokens: string;
  allowUnpriced: boolean;
};

export const formOf = (budget: BudgetView | null): BudgetForm => ({
  name: budget?.name ?? "",
  harness: budget?.harness?.slug ?? "",
  period: budget?.period ?? "month",
  dollars: budget?.limitMicros ? String(budget.limitMicros / 1_000_000) : "",
  tokens: budget?.limitTokens ? String(budget.limitTokens) : "",
  allowUnpriced: budget?.allowUnpriced ?? false,
});

type Limits = { limitMicros: number | null; limitTokens: number | null };
export type FormProblems = { dollars?: string; tokens?: string };

const MAX_DOLLARS = 1_000_000_000;

type Read = { limits: Limits | null; problems: FormProblems };

/** The limits that the form means, or what is wrong with it, in words. */
export function limitsOf({ dollars, tokens }: Pick<BudgetForm, "dollars" | "tokens">): Read {
  const money = amountOf(dollars, isDollars);
  const count = amountOf(tokens, isCount);
  if (money === "bad" || count === "bad")
    return {
      limits: null,
      problems: {
        ...(money === "bad" && { dollars: "An amount above 0, for example 25 or 0.5." }),
        ...(count === "bad" && { tokens: "A whole number above 0, for example 2000000." }),
      },
    };
  if (money === null && count === null) return { limits: null, problems: {} };
  const limitMicros = money === null ? null : Math.round(money * 1_000_000);
  return { limits: { limitMicros, limitTokens: count }, problems: {} };
}

const isDollars = (amount: number): boolean => amount >= 0.000_001 && amount <= MAX_DOLLARS;
const isCount = (amount: number): boolean => Number.isInteger(amount) && amount >= 1 && amount <= 1e15;

/** Thousands may be separated by commas or spaces, as the list shows them. */
function amountOf(text: string, isGood: (amount: number) => boolean): number | "bad" | null {
  const plain = text.replaceAll(/[\s,]/g, "");
  if (plain === "") return null;
  return /^\d+(\.\d+)?$/.test(plain) && isGood(Number(plain)) ? Number(plain) : "bad";
}

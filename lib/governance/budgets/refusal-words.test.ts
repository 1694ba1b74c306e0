import { expect, test } from "vitest";
import type { BudgetRefusal } from "@/lib/governance/budgets/budget-desk";
import { refusalWords } from "@/lib/governance/budgets/refusal-words";

const REFUSAL: BudgetRefusal = {
  ...{ why: "spent", budget: "b", name: "Desk", level: "tenant", period: "month", unit: "micros" },
  ...{ limit: 5_000_000, spent: 4_990_000, reserved: 20_000, until: 0 },
};
const call = { model: "main/gpt", needs: { micros: 30_000, tokens: 900 } };

test("each refusal names the budget, the figures and the way out", () => {
  expect(refusalWords(REFUSAL, call)).toBe(
    'The budget "Desk" (whole tenant, each month) has $5.0000 and $4.9900 of it are used; this call may use up to $0.0300. The run goes on when the budget is raised, or with the next month (UTC).',
  );
  expect(refusalWords({ ...REFUSAL, why: "reserved" }, call)).toContain("$0.0200 are promised to calls under way");
  expect(refusalWords({ ...REFUSAL, why: "unpriced" }, call)).toContain("price of main/gpt in US dollars is not known");
  expect(refusalWords({ ...REFUSAL, unit: "tokens", limit: 500, spent: 0 }, call)).toContain(
    "this call may use up to 900 tokens: it never fits",
  );
});

test("the longest refusal fits what a failure may say", () => {
  const long = { ...REFUSAL, name: "n".repeat(80), why: "unpriced" as const };
  expect(refusalWords(long, { ...call, model: "m".repeat(150) }).length).toBeLessThanOrEqual(500);
});

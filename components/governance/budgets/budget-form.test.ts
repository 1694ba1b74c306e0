import { expect, test } from "vitest";
import { limitsOf } from "@/components/governance/budgets/budget-form";

test("amounts are read as they are shown; an empty one is no limit", () => {
  expect(limitsOf({ dollars: "1,250.50", tokens: "" }).limits).toEqual({
    limitMicros: 1_250_500_000,
    limitTokens: null,
  });
  expect(limitsOf({ dollars: "", tokens: "2 000 000" }).limits).toEqual({ limitMicros: null, limitTokens: 2_000_000 });
  expect(limitsOf({ dollars: "", tokens: "" })).toEqual({ limits: null, problems: {} });
});

test("what is no amount is said beside its field", () => {
  expect(limitsOf({ dollars: "-1", tokens: "1.5" })).toEqual({
    limits: null,
    problems: { dollars: expect.stringContaining("above 0"), tokens: expect.stringContaining("whole number") },
  });
  expect(limitsOf({ dollars: "0", tokens: "" }).problems).toHaveProperty("dollars");
});

import { expect, test } from "vitest";
import { contextBarModel } from "@/components/runtime/memory/context-bar-model";
import type { ContextPlan, PlanSegment } from "@/lib/runtime/memory/context-plan";

const segment = (part: PlanSegment["part"], decision: PlanSegment["decision"], tokens: number): PlanSegment => ({
  ...{ part, decision, tokens, id: part, label: part, reason: "" },
});
const plan = (change: Partial<ContextPlan>): ContextPlan => ({
  ...{ v: 1, status: "ok", model: "m", simulated: false, tokenizer: "t", ratio: 1, window: 16_000 },
  ...{ maxInput: 1_000, reserveOutput: 200, usable: 950, used: 400, uncoveredTokens: 0 },
  segments: [segment("system", "included", 100), segment("history", "dropped", 900), segment("turn", "included", 300)],
  ...change,
});

test("the pieces, what is free and what is reserved fill the bar; dropped parts are not in it", () => {
  const { pieces, free, reserve, label } = contextBarModel(plan({}));
  expect(pieces.map(({ part, tokens }) => [part, tokens])).toEqual([
    ["system", 100],
    ["turn", 300],
  ]);
  const total = pieces.reduce((sum, { share }) => sum + share, free.share + reserve.share);
  expect(total).toBeCloseTo(1);
  expect(label).toBe("system 100, turn 300, free 550, reserved 250 tokens");
});

test("the line above which older messages are summarised is where the plan has it", () => {
  expect(contextBarModel(plan({})).compactAbove).toBeNull();
  expect(contextBarModel(plan({ compactAbove: 600 })).compactAbove).toEqual({ tokens: 600, share: 0.5 });
});

test("a call that does not fit fills the bar and leaves nothing free", () => {
  const { free, reserve } = contextBarModel(
    plan({ status: "over_budget", used: 2_000, segments: [segment("turn", "included", 2_000)] }),
  );
  expect([free.tokens, reserve.tokens]).toEqual([0, 0]);
});

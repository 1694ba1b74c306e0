import { expect, test } from "vitest";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

const step = (user: string, more: { output?: boolean } = {}) =>
  fakeStep({
    kind: "llm",
    config: {
      slot: "main",
      prompt: { system: "You are the support desk.", user },
      ...(more.output && { output: { type: "object", properties: { n: { type: "number" } }, required: ["n"] } }),
    },
  });
const SPENT = {
  ...{ why: "spent" as const, budget: "b", name: "Desk money", level: "harness" as const, period: "day" as const },
  ...{ unit: "tokens" as const, limit: 900, spent: 450, reserved: 0, until: 1_700_006_400_000 },
};

test("each call reserves its input and the largest output first, and settles what it used", async () => {
  const { deps, budgets, requests } = fakeCallDependencies();
  const asked = step("Where is order A-1001?");
  expect(await createCallExecutors(deps).llm(asked.attempt(1))).toMatchObject({ ok: true });
  expect(budgets.reserved).toMatchObject([{ harnessId: asked.run.harnessId, runId: asked.run.runId, micros: 0 }]);
  expect(requests).toHaveLength(1);
  const [reserved, settled] = [budgets.reserved[0]?.tokens ?? 0, budgets.settled[0]?.tokens ?? 0];
  expect(reserved).toBeGreaterThan(500);
  expect(settled).toBeGreaterThan(0);
  expect(settled).toBeLessThan(reserved);
});

test("a call without room is not made: the step waits, with the budget and the way out in words", async () => {
  const { deps, budgets, requests } = fakeCallDependencies();
  budgets.refusal = SPENT;
  const result = await createCallExecutors(deps).llm(step("Hello").attempt(1));
  expect(result).toMatchObject({
    ok: true,
    wait: { for: "budget", until: SPENT.until, failure: { class: "budget_exceeded" } },
  });
  const message = result.ok && "wait" in result && "failure" in result.wait ? result.wait.failure.message : "";
  expect(message).toContain('"Desk money" (this harness, each day) has 900 tokens and 450 tokens of it are used');
  expect(message).toContain("raised, or tomorrow");
  expect(requests).toHaveLength(0);
});

test("a refused call costs nothing, a call that was cut off counts as reserved", async () => {
  const { deps, budgets } = fakeCallDependencies();
  const { llm } = createCallExecutors(deps);
  await llm(step("[simulate outage once] Hello").attempt(1));
  await llm(step("[simulate timeout once] Hello").attempt(1));
  expect(budgets.settled).toEqual([{ micros: 0, tokens: 0 }, null]);
});

test("nothing is reserved for a tenant whose decision says that it has no budget", async () => {
  const { deps, budgets, requests } = fakeCallDependencies();
  const decide: typeof deps.decide = async (...asked) => ({ ...(await deps.decide(...asked)), isBudgeted: false });
  expect(await createCallExecutors({ ...deps, decide }).llm(step("Hello").attempt(1))).toMatchObject({ ok: true });
  expect(requests).toHaveLength(1);
  expect(budgets).toMatchObject({ reserved: [], settled: [] });
});

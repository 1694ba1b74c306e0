import { expect, test } from "vitest";
import { findBuiltInTool } from "@/lib/release/built-in-tools";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

const ORDERS = findBuiltInTool("orders_get");
const tools = ORDERS ? [ORDERS] : [];
const agent = (user: string) => ({
  ...{ slot: "main", prompt: { system: "You are the support desk.", user }, tools: ["orders_get"] },
  ...{ maxTurns: 8, maxTokens: 60_000, parallelToolCalls: 4 },
});

test("an agent ends after the turn in which its condition holds, at the exit out, and says so", async () => {
  const { deps, requests } = fakeCallDependencies();
  const stopWhen = 'input.turn == 1.0 && input.calls.exists(c, c.name == "orders_get" && c.outcome == "ok")';
  const config = { ...agent("Where is order A-1001?"), stopWhen };
  const step = fakeStep({ kind: "agent", config, tools });
  const result = await createCallExecutors(deps).agent(step.attempt(1));
  expect(result).toMatchObject({ ok: true, port: "out", output: { turns: 1, toolCalls: 1, stopped: "condition" } });
  expect(requests).toHaveLength(1);
  const never = fakeStep({
    kind: "agent",
    config: { ...config, stopWhen: "input.tokens < 0.0" },
    tools,
  });
  expect(await createCallExecutors(deps).agent(never.attempt(1))).toMatchObject({
    output: { turns: 2, stopped: "answer" },
  });
});

test("classify: what the model is not sure enough of goes to other, with how sure it was", async () => {
  const { deps } = fakeCallDependencies();
  const labels = [
    { key: "billing", description: "Money" },
    { key: "technical", description: "It does not work" },
  ];
  const run = (minConfidence?: number) => {
    const config = {
      slot: "main",
      instruction: "Which?",
      labels,
      ...(minConfidence === undefined ? {} : { minConfidence }),
    };
    const step = fakeStep({
      kind: "classify",
      config,
      input: { text: "My invoice is wrong" },
      model: "sandbox/triage-demo",
    });
    return createCallExecutors(deps).classify(step.attempt(1));
  };
  expect(await run()).toEqual({ ok: true, port: "billing", output: { label: "billing" } });
  expect(await run(0.9)).toEqual({ ok: true, port: "billing", output: { label: "billing", confidence: 0.9 } });
  expect(await run(0.95)).toEqual({ ok: true, port: "other", output: { label: "other", confidence: 0.9 } });
});

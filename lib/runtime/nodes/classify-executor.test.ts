import { expect, test } from "vitest";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

test("a text takes the port of the label", async () => {
  const { deps } = fakeCallDependencies();
  const labels = [
    { key: "billing", description: "Invoices and payments" },
    { key: "technical", description: "Something is broken" },
  ];
  const step = fakeStep({
    kind: "classify",
    config: { slot: "main", instruction: "Sort the message.", labels },
    model: "sandbox/triage-demo",
    input: { text: "I was charged twice" },
  });
  expect(await createCallExecutors(deps).classify(step.attempt(1))).toEqual({
    ok: true,
    output: { label: "billing" },
    port: "billing",
  });
});

test("what the model is not sure enough of goes to other, with how sure it was", async () => {
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

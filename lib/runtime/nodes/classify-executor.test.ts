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

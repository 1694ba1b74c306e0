import { expect, test } from "vitest";
import type { FaultRule } from "@/lib/governance/fault-rules/find-fault-rules.server";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

/** Dependencies with one real connection `main` whose gateway is the sandbox, and these rules for every model. */
function world(...rules: FaultRule[]) {
  const fake = fakeCallDependencies();
  const { findConnection, gateway } = fake.deps;
  fake.deps.findConnection = async (tenantId, name) => {
    const sandbox = await findConnection(tenantId, "sandbox");
    return sandbox && { ...sandbox, name, provider: name === "sandbox" ? "sandbox" : "openai-compatible" };
  };
  fake.deps.gateway = {
    call: (request) => gateway.call({ ...request, connection: { ...request.connection, provider: "sandbox" } }),
  };
  fake.deps.findFaultRules = async () => rules;
  return fake;
}
const step = (environment: "draft" | "staging" | "production", model = "main/echo") =>
  fakeStep({
    kind: "llm",
    config: { slot: "main", prompt: { system: "s", user: "Hello" } },
    model,
    run: { environment },
  });
const always = (kind: FaultRule["kind"]): FaultRule => ({ id: "f-1", kind, rate: 1 });

test.each([
  ["429", "provider_rate_limit"],
  ["5xx", "provider_5xx"],
  ["timeout", "provider_timeout"],
  ["cut-stream", "provider_5xx"],
] as const)(
  "a rule lets a call in staging run into %s: nothing is sent or paid, and the span says so",
  async (kind, errorClass) => {
    const { deps, requests, budgets } = world(always(kind));
    const asked = step("staging");
    expect(await createCallExecutors(deps).llm(asked.attempt(1))).toMatchObject({
      ok: false,
      failure: { class: errorClass, message: expect.stringContaining("Injected fault") },
    });
    expect(requests).toHaveLength(0);
    expect(budgets.reserved).toHaveLength(0);
    expect(asked.annotations.attributes).toMatchObject({ injectedFault: kind });
  },
);

test("production and simulated models are never touched", async () => {
  const { deps, requests } = world(always("5xx"));
  const { llm } = createCallExecutors(deps);
  expect(await llm(step("production").attempt(1))).toMatchObject({ ok: true });
  expect(await llm(step("draft", "sandbox/echo").attempt(1))).toMatchObject({ ok: true });
  expect(requests).toHaveLength(2);
});

test("injected faults do not open the circuit of the model", async () => {
  const { deps, breakers } = world(always("5xx"));
  const { llm } = createCallExecutors(deps);
  for (let attempt = 1; attempt <= 8; attempt++) await llm(step("staging").attempt(attempt));
  expect([...breakers.circuits.values()].filter(({ state }) => state !== "closed")).toEqual([]);
});

test("about the given share of the calls is hit, and an attempt that is repeated is hit again", async () => {
  const { deps, requests } = world({ id: "f-1", kind: "5xx", rate: 0.5 });
  const { llm } = createCallExecutors(deps);
  const outcomes: boolean[] = [];
  for (let attempt = 1; attempt <= 60; attempt++) outcomes.push((await llm(step("staging").attempt(attempt))).ok);
  expect(requests.length).toBeGreaterThan(15);
  expect(requests.length).toBeLessThan(45);
  const again: boolean[] = [];
  for (let attempt = 1; attempt <= 60; attempt++) again.push((await llm(step("staging").attempt(attempt))).ok);
  expect(again).toEqual(outcomes);
});

import { expect, test } from "vitest";
import { CLOSED } from "@/lib/runtime/circuit-breakers/circuit-breaker";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

/** What the clock of a fake step says. */
const NOW = 1_700_000_000_000;

test("a fallback answers when the first model fails; each try is a span, the step succeeds", async () => {
  const { deps } = fakeCallDependencies();
  const { gateway } = deps;
  const outage = { ok: false as const, failure: { class: "provider_5xx" as const, message: "Down." } };
  deps.gateway = { call: async (ask) => (ask.modelId === "support-demo" ? outage : await gateway.call(ask)) };
  const config = { slot: "main", prompt: { system: "s", user: "Hello" } };
  const step = fakeStep({ kind: "llm", config, fallbacks: ["sandbox/echo"] });
  expect(await createCallExecutors(deps).llm(step.attempt(1))).toMatchObject({ ok: true });
  expect(step.spans.map(({ name, end }) => [name, end.status])).toEqual([["sandbox/support-demo", "error"]]);
  expect(step.annotations.model).toBe("sandbox/echo");
});

test("an open circuit goes straight to the fallback, and with none left it is a transient failure with its time", async () => {
  const { deps, breakers, requests } = fakeCallDependencies();
  const config = { slot: "main", prompt: { system: "s", user: "Hello" } };
  const open = (ref: string) =>
    breakers.circuits.set(`model:${ref}`, { ...CLOSED, state: "open", opens: 1, openedAt: 0, retryAt: NOW + 12_000 });
  open("sandbox/support-demo");
  const step = fakeStep({ kind: "llm", config, fallbacks: ["sandbox/echo"] });
  expect(await createCallExecutors(deps).llm(step.attempt(1))).toMatchObject({ ok: true });
  expect(requests.map(({ modelId }) => modelId)).toEqual(["echo"]);
  open("sandbox/echo");
  const second = fakeStep({ kind: "llm", config, fallbacks: ["sandbox/echo"] });
  expect(await createCallExecutors(deps).llm(second.attempt(1))).toMatchObject({
    ok: false,
    failure: { class: "provider_5xx", retryAfterMs: 12_000, message: expect.stringContaining("12 s") },
  });
  expect(requests).toHaveLength(1);
});

test("five outages in a minute open the circuit of the model", async () => {
  const { deps, breakers } = fakeCallDependencies();
  const config = { slot: "main", prompt: { system: "s", user: "[simulate outage] Hello" } };
  const { llm } = createCallExecutors(deps);
  for (let n = 1; n <= 5; n++) await llm(fakeStep({ kind: "llm", config }).attempt(n));
  expect(breakers.circuits.get("model:sandbox/support-demo")?.state).toBe("open");
});

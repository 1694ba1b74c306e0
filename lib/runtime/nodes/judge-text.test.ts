import { expect, test } from "vitest";
import type { GuardrailCheck } from "@/lib/release/node-config";
import { createGuardrailExecutor } from "@/lib/runtime/nodes/guardrail-executor.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

const judge = (threshold = 0.5, slot = "main"): GuardrailCheck => ({
  ...{ kind: "judge", name: "Polite", slot, threshold },
  rubric: "The text is polite.",
});
const emails: GuardrailCheck = { kind: "pii", types: ["email"] };

function world(text: string, checks: GuardrailCheck[], action: "block" | "redact" = "block") {
  const fake = fakeCallDependencies();
  const config = { action, checks: JSON.parse(JSON.stringify(checks)) };
  const step = fakeStep({ kind: "guardrail", config, input: { text }, model: "sandbox/echo" });
  return { ...fake, step, run: (attempt = 1) => createGuardrailExecutor(fake.deps)(step.attempt(attempt)) };
}

test("what a judge passes goes on as it came, after a model call with its own decision, plan and span", async () => {
  const { run, decisions, calls, requests, step } = world("Good morning", [judge()]);
  expect(await run()).toMatchObject({ ok: true, port: "pass", output: { text: "Good morning", findings: [] } });
  expect(decisions.map(({ action }) => action.kind)).toEqual(["model.invoke"]);
  expect(calls.map(({ call, plan }) => [call, plan.status])).toEqual([["judge:0", "ok"]]);
  expect(requests[0]?.instructions).toContain("The text is polite.");
  expect(step.spans.map(({ kind }) => kind)).toEqual(["llm"]);
});

test("what a judge blocks, and what it is not sure enough about, leaves without its text", async () => {
  for (const text of ["Rude [simulate block]", "Odd [simulate doubt]"]) {
    const result = await world(text, [judge()]).run();
    expect(result).toMatchObject({ port: "block", output: { findings: [{ check: "Polite", kind: "judge" }] } });
    expect(JSON.stringify(result)).not.toContain(text);
  }
  expect(await world("Odd [simulate doubt]", [judge(0)]).run()).toMatchObject({ port: "pass" });
});

test("a judge that gives no answer blocks: a refused key, a missing slot, a forbidden model, an answer that is none", async () => {
  for (const text of ["[simulate auth]", "[simulate bad-json]"])
    expect(await world(text, [judge()]).run(3)).toMatchObject({ ok: true, port: "block" });
  expect(await world("Hello", [judge(0.5, "gone")]).run()).toMatchObject({ ok: true, port: "block" });
  const { deps } = fakeCallDependencies(() => "No models here");
  const config = { action: "block", checks: JSON.parse(JSON.stringify([judge()])) };
  const step = fakeStep({ kind: "guardrail", config, input: { text: "Hello" }, model: "sandbox/echo" });
  expect(await createGuardrailExecutor(deps)(step.attempt(1))).toMatchObject({
    port: "block",
    output: { findings: [{ message: expect.stringContaining("No models here") }] },
  });
});

test("an outage is tried again while the step has attempts left, and blocks at the last one", async () => {
  const { run } = world("[simulate outage]", [judge()]);
  expect(await run(1)).toMatchObject({ ok: false, failure: { class: "provider_5xx" } });
  expect(await run(3)).toMatchObject({ ok: true, port: "block" });
});

test("a judge sees only what the other checks let through, and is not asked about what they block", async () => {
  const redacted = world("Write to a@b.test", [judge(), emails], "redact");
  expect(await redacted.run()).toMatchObject({ port: "pass", output: { text: "Write to [email]" } });
  expect(JSON.stringify(redacted.requests)).not.toContain("a@b.test");
  const stopped = world("Write to a@b.test", [judge(), emails]);
  expect(await stopped.run()).toMatchObject({ port: "block" });
  expect(stopped.requests).toEqual([]);
  const long = world("x".repeat(60_001), [judge()]);
  expect(await long.run()).toMatchObject({ port: "block" });
  expect(long.requests).toEqual([]);
});

test("a judgement is made once: another attempt of the step does not ask again", async () => {
  const { run, requests } = world("Good morning", [judge()]);
  await run(1);
  await run(2);
  expect(requests).toHaveLength(1);
});

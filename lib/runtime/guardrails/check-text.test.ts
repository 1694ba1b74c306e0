import fc from "fast-check";
import { expect, test } from "vitest";
import type { GuardrailCheck } from "@/lib/release/node-config";
import { checkText, redactText } from "@/lib/runtime/guardrails/check-text";
import { createGuardrailExecutor } from "@/lib/runtime/nodes/guardrail-executor.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

const scope = {
  input: {},
  steps: {},
  state: {},
  run: { id: "r", environment: "production", startedAt: "", threadId: null, userId: null },
};
const pii: GuardrailCheck = { kind: "pii", types: ["email", "phone", "iban", "card", "ip"] };
const redacted = (text: string, ...checks: GuardrailCheck[]) => redactText(text, checkText(text, checks, scope));

test("personal data is found where it is; numbers whose check digits are wrong are not", () => {
  expect(redacted("Write to mara@acme.test or +49 30 1234567.", pii)).toBe("Write to [email] or [phone].");
  expect(redacted("IBAN DE89 3704 0044 0532 0130 00 from 10.0.0.1", pii)).toBe("IBAN [iban] from [ip]");
  expect(redacted("Card 4111 1111 1111 1111, order 4111 1111 1111 1112", pii)).toBe(
    "Card [card], order 4111 1111 1111 1112",
  );
  expect(redacted("Order A-1001 cost 120.50 on 2026-11-25", pii)).toBe("Order A-1001 cost 120.50 on 2026-11-25");
});

test("keys, tokens and whole private keys are found", () => {
  const key = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----";
  expect(redacted(`a sk-abcdefghijklmnop1234 b ${key} c`, { kind: "secrets" })).toBe("a [secret] b [secret] c");
});

test("places that overlap become one, and nothing that was found is left", () => {
  const word: GuardrailCheck = { kind: "regex", name: "word", pattern: "[a-c]+" };
  const wide: GuardrailCheck = { kind: "regex", name: "wide", pattern: "b.d" };
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "b", "c", "d", " ") }), (text) => {
      const left = redacted(text, word, wide).replaceAll(/\[(word|wide)\]/g, "");
      expect(left).not.toMatch(/[a-c]/);
    }),
  );
});

test("a hostile text costs linear time, whatever the pattern", () => {
  const start = performance.now();
  checkText(`${"a".repeat(50_000)}!`, [{ kind: "regex", name: "evil", pattern: "(a+)+$" }, pii], scope);
  expect(performance.now() - start).toBeLessThan(5_000);
});

const run = async (text: string, action: "block" | "redact", ...checks: GuardrailCheck[]) =>
  await createGuardrailExecutor(fakeCallDependencies().deps)(
    fakeStep({
      kind: "guardrail",
      config: { action, checks: JSON.parse(JSON.stringify(checks)) },
      input: { text },
    }).attempt(1),
  );

test("what passes goes on as it came; what is blocked leaves without its text", async () => {
  expect(await run("Hello", "block", pii)).toMatchObject({ port: "pass", output: { text: "Hello", findings: [] } });
  const blocked = await run("a@b.test", "block", pii);
  expect(blocked).toMatchObject({ port: "block", output: { findings: [{ kind: "pii", count: 1 }] } });
  expect(JSON.stringify(blocked)).not.toContain("a@b.test");
});

test("what is located is blacked out; what cannot be located blocks even then", async () => {
  expect(await run("a@b.test", "redact", pii)).toMatchObject({ port: "pass", output: { text: "[email]" } });
  expect(await run("a@b.test", "redact", pii, { kind: "length", max: 3 })).toMatchObject({ port: "block" });
  const isShort: GuardrailCheck = { kind: "cel", name: "short", expression: "size(input.text) < 3" };
  expect(await run("long", "redact", isShort)).toMatchObject({ port: "block" });
  const schema: GuardrailCheck = { kind: "schema", schema: { type: "object", required: ["a"] } };
  expect(await run('{"a":1}', "redact", schema)).toMatchObject({ port: "pass" });
  expect(await run("{}", "redact", schema)).toMatchObject({ port: "block" });
});

import { expect, test } from "vitest";
import { mockAnswer } from "@/lib/release/mock-answer";
import type { RunMocks } from "@/lib/release/run-mocks";
import type { ToolMock } from "@/lib/release/tool-mock";

const READ = { key: "orders_get", classes: ["read" as const], sideEffect: "none" as const };
const PAY = { key: "refund", classes: ["write" as const, "money" as const], sideEffect: "idempotent" as const };
const SEARCH = { key: "search", classes: ["read" as const, "egress" as const], sideEffect: "none" as const };
const mocks = (...answers: ToolMock[]): RunMocks => ({ answers, unmocked: "deny" });
const ask = (
  given: RunMocks,
  tool: typeof PAY | typeof READ | typeof SEARCH,
  args = {},
  uses = new Map<ToolMock, number>(),
) => mockAnswer(given, tool, args, uses);

test("an unmocked tool that writes, pays or reaches outside is never called; one that only reads is", () => {
  expect(ask(mocks(), PAY)).toMatchObject({ kind: "denied", reason: "mock-missing" });
  expect(ask(mocks(), SEARCH)).toMatchObject({ kind: "denied", reason: "mock-missing" });
  expect(ask(mocks(), READ)).toEqual({ kind: "call" });
});

test("the first mock whose condition holds answers; arguments that fit none are denied", () => {
  const small = { tool: "refund", when: "args.amount <= 50", answer: { ok: true } };
  const given = mocks(small, { tool: "refund", when: "args.amount > 500", error: "Too much." });
  expect(ask(given, PAY, { amount: 20 })).toMatchObject({ kind: "answer", value: { ok: true } });
  expect(ask(given, PAY, { amount: 900 })).toMatchObject({ kind: "error", message: "Too much." });
  expect(ask(given, PAY, { amount: 100 })).toMatchObject({ kind: "denied", reason: "mock-mismatch" });
});

test("a mock answers as often as it says, then the next one, then nothing", () => {
  const [once, twice] = [
    { tool: "refund", answer: 1, times: 1 },
    { tool: "refund", answer: 2, times: 2 },
  ];
  const given = mocks(once, twice);
  expect(ask(given, PAY, {}, new Map([[once, 1]]))).toMatchObject({ value: 2 });
  const used = new Map([
    [once, 1],
    [twice, 2],
  ]);
  expect(ask(given, PAY, {}, used)).toMatchObject({ kind: "denied", reason: "mock-exhausted" });
});

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

test("a condition that cannot be computed for these arguments does not hold: the next mock answers, or none", () => {
  const given = mocks(
    { tool: "refund", when: "args.x > 3.0", answer: 1 },
    { tool: "refund", when: "args.", answer: 2 },
  );
  expect(ask(given, PAY, {})).toMatchObject({ kind: "denied", reason: "mock-mismatch" });
  expect(ask({ ...given, answers: [...given.answers, { tool: "refund", answer: 3 }] }, PAY)).toMatchObject({
    value: 3,
  });
});

test("in a condition, args is the arguments and nothing else: not a text, not a member of that name", () => {
  const says = (when: string) => mocks({ tool: "refund", when, answer: 1 });
  expect(ask(says('args.what == "args"'), PAY, { what: "args" })).toMatchObject({ kind: "answer" });
  expect(ask(says("args.args.x == 1"), PAY, { args: { x: 1 } })).toMatchObject({ kind: "answer" });
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

import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_CONTEXT_POLICY } from "@/lib/release/context-policy";
import type { PlanSegment } from "@/lib/runtime/memory/context-plan";
import { messageTokens } from "@/lib/runtime/memory/message-groups";
import { planContext } from "@/lib/runtime/memory/plan-context";
import type { PlanInput } from "@/lib/runtime/memory/plan-input";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";
import { summaryMessage } from "@/lib/runtime/summaries/summary-message";

const count = (text: string) => Math.ceil(text.length / 4);
const text = fc.string({ maxLength: 400 });
const id = fc.constantFrom("c1", "c2", "c3");
const message: fc.Arbitrary<ChatMessage> = fc.oneof(
  text.map((text): ChatMessage => ({ role: "user", text })),
  fc.record({ text, ids: fc.uniqueArray(id, { maxLength: 2 }) }).map(
    ({ text, ids }): ChatMessage => ({
      role: "assistant",
      text,
      toolCalls: ids.map((id) => ({ id, name: "orders_get", input: {} })),
    }),
  ),
  fc.record({ value: text, ids: fc.uniqueArray(id, { minLength: 1, maxLength: 2 }) }).map(
    ({ value, ids }): ChatMessage => ({
      role: "tool",
      replies: ids.map((id) => ({ id, name: "orders_get", outcome: "ok", value })),
    }),
  ),
);
const input: fc.Arbitrary<PlanInput> = fc.record({
  model: fc.constant("sandbox/echo"),
  simulated: fc.constant(true),
  tokenizer: fc.constant("o200k_base"),
  ratio: fc.constantFrom(1, 1.15),
  window: fc.integer({ min: 700, max: 4_000 }),
  policy: fc.record({
    history: fc.constant("thread" as const),
    maxInputTokens: fc.integer({ min: 500, max: 3_000 }),
    reserveOutputTokens: fc.integer({ min: 64, max: 500 }),
    historyShare: fc.double({ min: 0, max: 1, noNaN: true }),
    recallShare: fc.double({ min: 0, max: 1, noNaN: true }),
    compactAt: fc.constant(0.85),
    strategy: fc.constantFrom("summarize" as const, "drop-oldest" as const),
    keepLastTurns: fc.constant(6),
  }),
  system: text,
  examples: fc.array(
    fc.oneof(
      text.map((text): ChatMessage => ({ role: "user", text })),
      text.map((text): ChatMessage => ({ role: "assistant", text, toolCalls: [] })),
    ),
    { maxLength: 4 },
  ),
  tools: fc.array(fc.record({ name: fc.string({ maxLength: 8 }), text }), { maxLength: 4 }),
  history: fc
    .array(message, { maxLength: 20 })
    .map((messages) => messages.map((message, at) => ({ seq: at + 1, message, trust: "user" }))),
  summary: fc.option(
    fc.record({
      version: fc.integer({ min: 1, max: 9 }),
      fromSeq: fc.constant(1),
      toSeq: fc.integer({ min: 1, max: 20 }),
      text,
      sourceTokens: fc.integer({ min: 1, max: 9_000 }),
      trust: fc.constantFrom("derived" as const, "untrusted" as const),
      method: fc.constantFrom("model" as const, "extract" as const),
      identifiers: fc.constant({ kept: 3, total: 4 }),
    }),
  ),
  recalled: fc.array(
    fc.record({
      id: fc.uuid(),
      version: fc.constant(1),
      key: fc.string({ maxLength: 20 }),
      content: text,
      trust: fc.constant("user"),
    }),
    { maxLength: 12 },
  ),
  turn: fc
    .tuple(text, fc.array(message, { maxLength: 10 }))
    .map(([text, rest]): ChatMessage[] => [{ role: "user", text }, ...rest]),
});

test("what is sent never exceeds the window, holds this turn's user messages, and is what the plan says", () => {
  fc.assert(
    fc.property(input, (given) => {
      const { plan, messages } = planContext(given, count);
      const tokens = (value: string) => Math.ceil(count(value) * given.ratio);
      if (plan.status === "over_budget") return messages.length === 0;
      const fixed = tokens(given.system) + given.tools.reduce((total, tool) => total + tokens(tool.text), 0);
      const sent = fixed + messages.reduce((total, one) => total + messageTokens(one, tokens), 0);
      expect(sent).toBe(plan.used);
      expect(sent).toBeLessThanOrEqual(plan.usable);
      expect(plan.usable + plan.reserveOutput).toBeLessThanOrEqual(plan.window);
      const users = given.turn.filter((one) => one.role === "user");
      expect(messages.filter((one) => one.role === "user").slice(-users.length)).toEqual(users);
      return true;
    }),
    { numRuns: 500 },
  );
});

const seqs = ({ fromSeq = 0, toSeq = -1 }: PlanSegment): number[] =>
  Array.from({ length: toSeq - fromSeq + 1 }, (_, i) => fromSeq + i);

test("each thread message is in exactly one segment: summarised, visibly dropped or sent, the newest sent", () => {
  fc.assert(
    fc.property(input, (given) => {
      const { plan } = planContext(given, count);
      const history = plan.segments.filter((segment) => segment.part === "history");
      const last = Math.max(given.history.length, given.summary?.toSeq ?? 0);
      expect(history.flatMap(seqs)).toEqual(Array.from({ length: last }, (_, i) => i + 1));
      expect(history.map((segment) => segment.decision).join()).toMatch(
        /^(summarised|dropped)?,?(dropped)?,?(included)?$/,
      );
      const dropped = history.filter(({ decision }) => decision === "dropped");
      expect(plan.uncoveredTokens).toBe(dropped.reduce((total, { tokens }) => total + tokens, 0));
    }),
    { numRuns: 500 },
  );
});

test("messages count as summarised exactly when their summary is sent, before everything else of the conversation", () => {
  fc.assert(
    fc.property(input, (given) => {
      const { plan, messages } = planContext(given, count);
      const told = plan.segments.find(({ part }) => part === "summary");
      const covered = plan.segments.find(({ decision }) => decision === "summarised");
      expect(told === undefined).toBe(given.summary === null);
      expect(covered === undefined).toBe(told?.decision !== "included");
      if (plan.status === "over_budget" || !given.summary) return;
      const said = summaryMessage(given.summary);
      expect(messages.indexOf(messages.find((one) => JSON.stringify(one) === JSON.stringify(said)) ?? said)).toBe(
        covered ? (given.examples ?? []).length : -1,
      );
      const sharedOut = plan.segments.filter(
        ({ part, decision }) => (part === "summary" || part === "history") && decision === "included",
      );
      const size = sharedOut.reduce((total, { tokens }) => total + tokens, 0);
      expect(size).toBeLessThanOrEqual(Math.floor(plan.usable * given.policy.historyShare));
    }),
    { numRuns: 500 },
  );
});

test("the examples of a prompt are sent whole, in their order, before everything else that is said", () => {
  fc.assert(
    fc.property(input, (given) => {
      const { plan, messages } = planContext(given, count);
      const examples = given.examples ?? [];
      if (plan.status === "ok") expect(messages.slice(0, examples.length)).toEqual(examples);
      expect(plan.segments.filter(({ part }) => part === "examples").map(({ decision }) => decision)).toEqual(
        examples.length > 0 ? ["included"] : [],
      );
    }),
    { numRuns: 300 },
  );
});

test("every tool call that is sent has exactly one reply, right behind it", () => {
  fc.assert(
    fc.property(input, (given) => {
      const { messages } = planContext(given, count);
      messages.forEach((one, at) => {
        const before = messages[at - 1];
        const calls = before?.role === "assistant" ? before.toolCalls.map((call) => call.id) : [];
        if (one.role === "tool") expect(one.replies.map((reply) => reply.id).sort()).toEqual([...calls].sort());
        else expect(calls).toEqual([]);
      });
      const last = messages.at(-1);
      if (last?.role === "assistant") expect(last.toolCalls).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("the order of the input does not change the plan", () => {
  fc.assert(
    fc.property(input, (given) => {
      const shuffled = { ...given, history: [...given.history].reverse() };
      expect(planContext(shuffled, count)).toEqual(planContext(given, count));
    }),
    { numRuns: 200 },
  );
});

test("old tool results of a long turn become stubs before the call is given up", () => {
  const result = (at: number): ChatMessage[] => [
    { role: "assistant", text: "", toolCalls: [{ id: `c${at}`, name: "web_search", input: {} }] },
    { role: "tool", replies: [{ id: `c${at}`, name: "web_search", outcome: "ok", value: "x".repeat(1_600) }] },
  ];
  const given: PlanInput = {
    model: "m",
    simulated: false,
    tokenizer: "t",
    ratio: 1,
    window: 3_000,
    policy: { ...DEFAULT_CONTEXT_POLICY, maxInputTokens: 2_000, reserveOutputTokens: 500 },
    system: "s",
    tools: [],
    history: [],
    summary: null,
    recalled: [],
    turn: [{ role: "user", text: "go" }, ...[1, 2, 3, 4, 5].flatMap(result)],
  };
  const { plan } = planContext(given, count);
  expect(plan.status).toBe("ok");
  expect(plan.segments.filter(({ decision }) => decision === "elided").map(({ id }) => id)).toEqual(["c1"]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { type ContextPolicy, DEFAULT_CONTEXT_POLICY } from "@/lib/release/context-policy";
import { historyGroups, messageTokens } from "@/lib/runtime/memory/message-groups";
import { planContext } from "@/lib/runtime/memory/plan-context";
import type { HistoryMessage, PlanInput } from "@/lib/runtime/memory/plan-input";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";
import { extractSummary } from "@/lib/runtime/summaries/extract-summary";
import { planCompaction } from "@/lib/runtime/summaries/plan-compaction";
import type { ThreadSummary } from "@/lib/runtime/summaries/thread-summary";

const count = (text: string) => Math.ceil(text.length / 4);
const POLICY: ContextPolicy = { ...DEFAULT_CONTEXT_POLICY, history: "thread", strategy: "summarize", recallShare: 0 };

const planInput = (policy: ContextPolicy, of: Pick<PlanInput, "history" | "summary" | "turn">): PlanInput => ({
  ...{ model: "m", simulated: false, tokenizer: "t", ratio: 1, window: 100_000 },
  ...{ policy, system: "You help.", tools: [], recalled: [], ...of },
});
const question: ChatMessage[] = [{ role: "user", text: "And now?" }];

const message: fc.Arbitrary<ChatMessage> = fc.oneof(
  fc.string({ maxLength: 600 }).map((text): ChatMessage => ({ role: "user", text })),
  fc.string({ maxLength: 600 }).map((text): ChatMessage => ({ role: "assistant", text, toolCalls: [] })),
  fc.string({ maxLength: 600 }).map(
    (value): ChatMessage => ({
      role: "tool",
      replies: [{ id: "c1", name: "orders_get", outcome: "ok", value }],
    }),
  ),
);
const given = fc.record({
  policy: fc.record({
    maxInputTokens: fc.integer({ min: 500, max: 4_000 }),
    historyShare: fc.double({ min: 0.2, max: 1, noNaN: true }),
    keepLastTurns: fc.integer({ min: 1, max: 8 }),
    compactAt: fc.double({ min: 0.5, max: 0.95, noNaN: true }),
  }),
  messages: fc.array(message, { maxLength: 60 }),
  coveredTo: fc.integer({ min: 0, max: 10 }),
});

test("what is summarised joins what was summarised before, ends between groups, and leaves the newest turns raw", () => {
  fc.assert(
    fc.property(given, ({ policy: change, messages, coveredTo }) => {
      const policy = { ...POLICY, ...change };
      const history = messages.map(
        (one, at): HistoryMessage => ({ seq: coveredTo + at + 1, message: one, trust: "user" }),
      );
      const summary: ThreadSummary | null =
        coveredTo === 0
          ? null
          : {
              ...{ version: 1, fromSeq: 1, toSeq: coveredTo, text: "Earlier.", sourceTokens: 900, trust: "derived" },
              ...{ method: "model", identifiers: { kept: 0, total: 0 } },
            };
      const { plan } = planContext(planInput(policy, { history, summary, turn: question }), count);
      const compaction = planCompaction({ policy, plan, history, summary, isFirst: true }, count);
      if (!compaction) {
        // Nothing is left out without a summary, but where the room is too small for one.
        const tooSmall = Math.floor(plan.usable * policy.historyShare) * 0.25 < 40;
        expect(tooSmall || plan.uncoveredTokens === 0 || history.length === 0).toBe(true);
        return;
      }
      const covered = compaction.messages.map(({ seq }) => seq);
      expect(covered).toEqual(covered.map((_, at) => coveredTo + 1 + at));
      expect(compaction).toMatchObject({ fromSeq: 1, toSeq: covered.at(-1), previous: summary });
      const starts = historyGroups(history).map((group) => group[0]?.seq);
      if (covered.length < history.length) expect(starts).toContain(compaction.toSeq + 1);
      const turns = history.filter(({ seq, message: { role } }) => seq > compaction.toSeq && role === "user").length;
      const raw = history.filter(({ seq }) => seq > compaction.toSeq);
      const rawTokens = raw.reduce((total, one) => total + messageTokens(one.message, count), 0);
      // Of more than fits one go, the rest is for the next summary.
      const size = compaction.sourceTokens - (summary?.sourceTokens ?? 0);
      const next = historyGroups(raw)[0]?.reduce((total, one) => total + messageTokens(one.message, count), 0) ?? 0;
      const isInOneGo = size + next <= plan.usable * 0.6;
      if (!isInOneGo) return;
      expect(turns).toBeLessThanOrEqual(policy.keepLastTurns);
      expect(rawTokens).toBeLessThanOrEqual(plan.usable * policy.historyShare * 0.5);
    }),
    { numRuns: 400 },
  );
});

test("drop-oldest, a call that has room, and a step without the thread are never summarised", () => {
  const history = Array.from({ length: 40 }, (_, at): HistoryMessage => {
    const words: ChatMessage = { role: "user", text: "words ".repeat(60) };
    return { seq: at + 1, message: words, trust: "user" };
  });
  const compactionOf = (change: Partial<ContextPolicy>, messages = history) => {
    const policy = { ...POLICY, maxInputTokens: 2_000, ...change };
    const { plan } = planContext(planInput(policy, { history: messages, summary: null, turn: question }), count);
    return planCompaction({ policy, plan, history: messages, summary: null, isFirst: true }, count);
  };
  expect(compactionOf({})?.fromSeq).toBe(1);
  expect(compactionOf({ strategy: "drop-oldest" })).toBeNull();
  expect(compactionOf({ history: "run" })).toBeNull();
  expect(compactionOf({}, history.slice(0, 5))).toBeNull();
});

test("in 300 turns nothing is ever over the window or left out, and a plan does not grow", () => {
  const policy = { ...POLICY, maxInputTokens: 2_000 };
  const history: HistoryMessage[] = [];
  let summary: ThreadSummary | null = null;
  let made = 0;
  for (let turn = 1; turn <= 300; turn++) {
    const input: PlanInput = planInput(policy, {
      history,
      summary,
      turn: [{ role: "user", text: `Turn ${turn}: order A-${1_000 + turn}?` }],
    });
    let planned = planContext(input, count);
    const wanted = planCompaction({ policy, plan: planned.plan, history, summary, isFirst: true }, count);
    if (wanted) {
      const text = extractSummary({ ...wanted, previous: wanted.previous?.text ?? null }, count) ?? "";
      made += 1;
      summary = {
        ...{ version: made, fromSeq: wanted.fromSeq, toSeq: wanted.toSeq, text, sourceTokens: wanted.sourceTokens },
        ...{ trust: "derived", method: "extract", identifiers: { kept: 0, total: 0 } },
      };
      planned = planContext({ ...input, summary }, count);
    }
    const { plan } = planned;
    expect(plan.status).toBe("ok");
    expect(plan.used).toBeLessThanOrEqual(plan.usable);
    expect(plan.uncoveredTokens).toBe(0);
    expect(JSON.stringify(plan).length).toBeLessThan(4_000);
    const seq = history.length;
    history.push({
      seq: seq + 1,
      message: { role: "user", text: `Turn ${turn}: order A-${1_000 + turn}?` },
      trust: "user",
    });
    const answer = `Order A-${1_000 + turn} was sent on 2026-03-${10 + (turn % 20)}. ${"It is on its way. ".repeat(turn % 9)}`;
    history.push({ seq: seq + 2, message: { role: "assistant", text: answer, toolCalls: [] }, trust: "derived" });
  }
  // One for every few turns, not one for every turn.
  expect(made).toBeGreaterThan(10);
  expect(made).toBeLessThan(100);
});

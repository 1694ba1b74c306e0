import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { FoundPassage, KnowledgeAsk } from "@/lib/runtime/knowledge/search-knowledge";
import { createRetrieveExecutor } from "@/lib/runtime/nodes/retrieve-executor.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

const KNOWLEDGE_ID = randomUUID();
const passage = (title: string, content: string, score: number): FoundPassage => ({
  ...{ documentId: `d-${title}`, title, position: 0, heading: "Returns", content, score },
});

function world(found: FoundPassage[], given: { query?: string; budgetTokens?: number; forbid?: string } = {}) {
  const asks: KnowledgeAsk[] = [];
  const { deps, decisions } = fakeCallDependencies(() => given.forbid ?? null);
  const searchKnowledge = async (_tenant: unknown, ask: KnowledgeAsk) => {
    asks.push(ask);
    return found;
  };
  const pinned = { knowledge: "manual", knowledgeId: KNOWLEDGE_ID, rev: 3 };
  const config = { ...pinned, topK: 4, minScore: 0.1, budgetTokens: given.budgetTokens ?? 2_000 };
  const step = fakeStep({ kind: "retrieve", config, input: { query: given.query ?? "How long?" } });
  const run = (attempt = 1) => createRetrieveExecutor({ ...deps, searchKnowledge })(step.attempt(attempt));
  return { run, asks, decisions, step };
}

test("a look-up reads the revision that the release pins, and gives passages, a text to read and citations", async () => {
  const { run, asks, decisions, step } = world([passage("Rules", "Thirty days.", 0.4567)]);
  expect(await run()).toEqual({
    ok: true,
    port: "out",
    output: {
      passages: [
        { text: "Thirty days.", title: "Rules", heading: "Returns", document: "d-Rules", position: 0, score: 0.457 },
      ],
      text: "[1] Rules: Returns\nThirty days.",
      citations: [{ n: 1, title: "Rules", heading: "Returns", document: "d-Rules" }],
      leftOut: 0,
    },
  });
  expect(asks).toEqual([{ knowledgeId: KNOWLEDGE_ID, rev: 3, query: "How long?", minScore: 0.1, limit: 4 }]);
  expect(decisions.map(({ action }) => action)).toEqual([{ kind: "knowledge.read", knowledge: { key: "manual" } }]);
  expect(step.annotations).toMatchObject({
    decisionIds: ["d-allow"],
    attributes: { rev: 3, found: 1, scores: [0.457] },
  });
});

test("a question that is cut at its bound ends with a whole character", async () => {
  const { run, asks } = world([], { query: "🧭".repeat(5_001).padStart(10_003, "x") });
  await run();
  expect(asks[0]?.query.isWellFormed()).toBe(true);
});

test("whole passages are kept as long as they fit the tokens, the best first, and the rest is counted", async () => {
  const { run } = world(
    [passage("A", "word ".repeat(60), 0.9), passage("B", "word ".repeat(200), 0.8), passage("C", "short", 0.7)],
    {
      budgetTokens: 100,
    },
  );
  expect(await run()).toMatchObject({ output: { passages: [{ title: "A" }, { title: "C" }], leftOut: 1 } });
});

test("a forbidden look-up reads nothing and fails by the name of the policy", async () => {
  const { run, asks } = world([passage("Rules", "Thirty days.", 0.4)], { forbid: "No manuals" });
  expect(await run()).toMatchObject({ ok: false, failure: { class: "policy_denied", policies: ["No manuals"] } });
  expect(asks).toEqual([]);
});

test("an empty question finds nothing without asking; a finished look-up is not repeated", async () => {
  const empty = world([passage("Rules", "Thirty days.", 0.4)], { query: "  " });
  expect(await empty.run()).toMatchObject({ ok: true, output: { passages: [], text: "" } });
  expect(empty.asks).toEqual([]);
  const { run, asks } = world([passage("Rules", "Thirty days.", 0.4)]);
  await run(1);
  await run(2);
  expect(asks).toHaveLength(1);
});

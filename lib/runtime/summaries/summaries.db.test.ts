import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { workerStatement } from "@/lib/platform/db/worker-pool.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";
import { postgresMemory } from "@/lib/runtime/memory/postgres-memory.server";
import type { ModelResult } from "@/lib/runtime/models/model-gateway";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import { listSummaries } from "@/lib/runtime/summaries/data.server";
import { postgresSummaries } from "@/lib/runtime/summaries/mutations.server";
import { SummaryPage } from "@/lib/runtime/summaries/schema";
import type { SummaryToAdd } from "@/lib/runtime/summaries/summary-store";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";
import type { RunContext } from "@/lib/runtime/worker/node-executor";

const NOW = 1_800_000_000_000;
const TURNS = 20;
const place = (stepKey: string) => ({ nodeKey: "step", stepKey, attempt: 1, nowMs: NOW });
const GOOD = `Orders ${Array.from({ length: TURNS }, (_, at) => `A-${1_001 + at}`).join(", ")}.`;

const saidBefore = (text: string) => ({
  ...{ message: { role: "user" as const, text }, trust: "user" as const, tokens: 30 },
});

/** A run of a new tenant in a conversation of 20 turns about orders. */
async function longConversation(): Promise<RunContext> {
  const { tenantId, projectId } = await createTestTenant(`t${randomBytes(6).toString("hex")}`);
  const given = { tenantId, projectId, threadId: randomUUID() };
  const { run } = fakeStep({ kind: "llm", config: {}, run: given });
  const { harnessId, environment, threadId } = run;
  await tenantTransaction(tenantId, async (db) => {
    await db.harness.create({
      data: { tenantId, id: harnessId, projectId, slug: "desk", name: "Desk", createdBy: "system:test" },
    });
    await db.thread.create({
      data: { tenantId, id: threadId ?? "", projectId, environment, harnessId, createdAt: new Date(NOW) },
    });
  });
  const messages = Array.from({ length: TURNS }, (_, at) => [
    {
      message: { role: "user" as const, text: `Where is A-${1_001 + at}? ${"Please. ".repeat(12)}` },
      trust: "user" as const,
    },
    { message: { role: "assistant" as const, text: "I look. ".repeat(12), toolCalls: [] }, trust: "derived" as const },
  ]).flat();
  const earlier = { ...run, runId: randomUUID() };
  await postgresMemory.append(
    earlier,
    place("said"),
    messages.map((one) => ({ ...one, tokens: 30 })),
  );
  return run;
}

type Says = (call: string) => Promise<ModelResult>;
const saying = (text: string): ModelResult => ({
  ok: true,
  answer: {
    ...{ text, object: null, toolCalls: [], finishReason: "stop", responseModel: "m-1", simulated: false },
    ...{ usage: { input: 1, cacheRead: 0, cacheWrite: 0, output: 1, reasoning: 0 }, countedBy: "provider" as const },
  },
});

/** A step of the run with a model of a provider, threads and summaries in Postgres. */
function stepOf(run: RunContext, says: Says) {
  const { deps, calls } = fakeCallDependencies();
  const asked: string[] = [];
  const context = { history: "thread", strategy: "summarize", maxInputTokens: 2_000, keepLastTurns: 2, recallShare: 0 };
  const step = fakeStep({
    ...{ kind: "llm", model: "acme/m-1" },
    config: { slot: "main", prompt: { system: "You help.", user: "And now?" }, context },
    run: { ...run, runId: randomUUID() },
  });
  const { llm } = createCallExecutors({
    ...deps,
    memory: { ...postgresMemory, recordCall: deps.memory.recordCall },
    summaries: postgresSummaries,
    gateway: {
      call: async ({ call }) => {
        asked.push(call.name);
        return await says(call.name);
      },
    },
    findConnection: async () => ({
      ...{ id: randomUUID(), name: "acme", provider: "openai" as const, baseUrl: null, apiKey: "k", cards: [], rev: 1 },
    }),
  });
  const told = () =>
    calls.findLast(({ call }) => call === "model:0")?.plan.segments.find(({ part }) => part === "summary");
  return { step, asked, told, attempt: (number = 1) => llm(step.attempt(number)) };
}

const stored = async ({ tenantId, threadId }: RunContext) => {
  const text = "SELECT version, to_seq, text, run_id FROM thread_summary WHERE thread_id = $1 ORDER BY version";
  return (await workerStatement(tenantId, { text, values: [threadId] })).rows;
};
const failuresOf = async (run: RunContext) => (await postgresSummaries.newest(run, 1_000)).failures;
const good: Says = async (call) => saying(call === "model:0" ? "On its way." : GOOD);

test("a replayed summary is written once and its model is not asked again", async () => {
  const run = await longConversation();
  const { step, asked, attempt, told } = stepOf(run, good);
  await attempt();
  const rows = await stored(run);
  expect(rows).toMatchObject([{ version: 1, text: GOOD, run_id: step.run.runId }]);
  // The process died between the row and the entry of the journal.
  for (const name of ["summary:0", "summary:0:text", "model:0", "memory:append"]) step.journal.delete(name);
  expect(await attempt(2)).toMatchObject({ ok: true });
  expect(await stored(run)).toEqual(rows);
  expect(asked).toEqual(["summary:0:text", "model:0", "model:0"]);
  expect(told()).toMatchObject({ decision: "included", version: 1 });
});

test("two runs of a thread at once make one summary, and both are told it", async () => {
  const run = await longConversation();
  let waiting = 0;
  let open = () => {};
  const both = new Promise<void>((resolve) => {
    open = resolve;
  });
  const together: Says = async (call) => {
    if (call === "model:0") return saying("On its way.");
    waiting += 1;
    if (waiting === 2) open();
    await both;
    return saying(GOOD);
  };
  const steps = [stepOf(run, together), stepOf(run, together)];
  await Promise.all(steps.map(({ attempt }) => attempt()));
  expect(waiting).toBe(2);
  expect(await stored(run)).toHaveLength(1);
  for (const { told } of steps) expect(told()).toMatchObject({ decision: "included", version: 1 });
});

test("a failed summary does not stop the run and is counted; the next one that is made sets the count back", async () => {
  const run = await longConversation();
  const down: Says = async (call) =>
    call === "model:0" ? saying("Yes.") : { ok: false, failure: { class: "provider_5xx", message: "It is down." } };
  for (const failures of [1, 2, 3]) {
    expect(await stepOf(run, down).attempt()).toMatchObject({ ok: true });
    expect(await failuresOf(run)).toBe(failures);
  }
  expect(await stored(run)).toEqual([]);
  expect(await stepOf(run, down).attempt()).toMatchObject({ ok: true });
  expect(await stored(run)).toMatchObject([{ version: 1 }]);
  expect(await failuresOf(run)).toBe(0);
});

test("erasing a conversation erases its summaries", async () => {
  const run = await longConversation();
  await stepOf(run, good).attempt();
  const { tenantId, threadId } = run;
  await tenantTransaction(tenantId, (db) =>
    db.thread.delete({ where: { tenantId_id: { tenantId, id: threadId ?? "" } } }),
  );
  expect(await stored(run)).toEqual([]);
});

test("a summary of a message that is redacted loses its text, is told no more, and cannot be rewritten", async () => {
  const run = await longConversation();
  await stepOf(run, good).attempt();
  const redact = (seq: number) =>
    workerStatement(run.tenantId, {
      text: "UPDATE thread_message SET redacted_at = now() WHERE thread_id = $1 AND seq = $2",
      values: [run.threadId, seq],
    });
  await redact(40);
  expect(await stored(run)).toMatchObject([{ text: GOOD }]);
  await redact(3);
  expect(await stored(run)).toMatchObject([{ text: null }]);
  expect(await postgresSummaries.version(run, 1)).toBeNull();
  const next = stepOf(run, good);
  await next.attempt();
  expect(next.told()).toMatchObject({ decision: "included", version: 2, fromSeq: 1 });
  await expect(
    workerStatement(run.tenantId, {
      text: "UPDATE thread_summary SET text = 'x' WHERE thread_id = $1",
      values: [run.threadId],
    }),
  ).rejects.toThrow(/only redacted/);
});

test("no summary is stored of a message that was redacted while it was made", async () => {
  const run = await longConversation();
  const { attempt, asked } = stepOf(run, async (call) => {
    if (call === "model:0") return saying("Yes.");
    const text = "UPDATE thread_message SET redacted_at = now() WHERE thread_id = $1 AND seq = 5";
    await workerStatement(run.tenantId, { text, values: [run.threadId] });
    return saying(GOOD);
  });
  expect(await attempt()).toMatchObject({ ok: true });
  expect(asked).toEqual(["summary:0:text", "model:0"]);
  expect(await stored(run)).toEqual([]);
});

test("a thread of another harness or environment has no summaries and gets none", async () => {
  const run = await longConversation();
  await stepOf(run, good).attempt();
  const summary: SummaryToAdd = {
    ...{
      fromSeq: 1,
      toSeq: 40,
      text: "x",
      sourceTokens: 9,
      tokens: 1,
      trust: "derived",
      method: "extract",
      model: null,
    },
    ...{ identifiers: { kept: 0, total: 0 }, head: 1, previous: 0, newFromSeq: 1, redacted: 0 },
  };
  for (const other of [
    { ...run, environment: "staging" as const },
    { ...run, harnessId: randomUUID() },
  ]) {
    expect(await postgresSummaries.newest(other, 1_000)).toEqual({ summary: null, head: 0, failures: 0 });
    expect(await postgresSummaries.version(other, 1)).toBeNull();
    expect(await postgresSummaries.add(other, place("s"), summary)).toBeNull();
  }
  expect(await postgresSummaries.add(run, place("s"), { ...summary, head: 0 })).toBeNull();
  expect(await stored(run)).toHaveLength(1);
});

test("summaries are listed newest first, page by page; their words only for who may read them, and nothing for another tenant", async () => {
  const run = await longConversation();
  await stepOf(run, good).attempt();
  const more = Array.from({ length: 14 }, () => saidBefore("And again? Please. ".repeat(12)));
  await postgresMemory.append({ ...run, runId: randomUUID() }, place("more"), more);
  await stepOf(run, good).attempt();
  const [reader, stranger] = [run, await longConversation()].map(({ tenantId }) => systemActor("test", tenantId, "t"));
  if (!reader || !stranger) throw new Error("There are two.");
  const list = (actor: typeof reader, query: object) =>
    tenantTransaction(actor.tenantId, (db) => listSummaries(db, actor, run.threadId ?? "", SummaryPage.parse(query)));
  const first = await list(reader, { limit: 1 });
  expect(first).toMatchObject({ nextCursor: "2", items: [{ version: 2, fromSeq: 1, text: GOOD, isRedacted: false }] });
  const second = await list(reader, { limit: 1, cursor: first.nextCursor });
  expect(second).toMatchObject({ nextCursor: null, items: [{ version: 1, method: "model", model: "m-1" }] });
  expect(second.items[0]?.lastRunId).not.toBeNull();
  const viewer = { ...reader, scopes: new Set(["memory:read" as const]) };
  expect((await list(viewer, {})).items).toMatchObject([
    { text: null, isRedacted: true },
    { text: null, isRedacted: true },
  ]);
  await expect(list(stranger, {})).rejects.toMatchObject({ code: "not-found" });
});

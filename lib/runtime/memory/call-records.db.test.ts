import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { workerStatement } from "@/lib/platform/db/worker-pool.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import type { RunProgress } from "@/lib/runtime/journal/journal";
import { postgresJournal } from "@/lib/runtime/journal/postgres-journal.server";
import { recordCall } from "@/lib/runtime/memory/call-records.server";
import { planContext } from "@/lib/runtime/memory/plan-context";
import type { CallToRecord } from "@/lib/runtime/memory/run-memory";
import { fakeStep } from "@/lib/runtime/testing/fake-step";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { until } from "@/lib/runtime/testing/worker-processes";

const NOW = 1_800_000_000_000;
const CONNECTION = "00000000-0000-7000-8000-000000000001";
const program = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "done", kind: "end" },
  ],
  ["start > done"],
);
const event = { kind: "run-started", at: NOW, input: {}, triggerId: "n_0000000001" } as const;
const running: RunProgress = {
  ...{ status: "running", park: null, output: null, failure: null, taint: [], simulated: false, endedAt: null },
  usage: { steps: 0, attempts: 0, toolCalls: 0, inputTokens: 0, outputTokens: 0, costMicros: 0 },
};

/** A claimed run and the context in which its steps record their calls. */
async function claimedRun() {
  const release = await storeTestRelease(`t${randomBytes(6).toString("hex")}`, program);
  const run = await release.queue({});
  const by = { workerId: "w1", nowMs: Date.now(), formats: ["slipway/program@1"] };
  expect((await postgresJournal.claim(run, by)).kind).toBe("claimed");
  return { run, context: fakeStep({ kind: "llm", config: {}, run }).run };
}
const place = (attempt = 1) => ({ nodeKey: "reply", stepKey: "reply", attempt, nowMs: NOW });

function answeredCall(call: string, costMicros = 30): CallToRecord {
  const usage = { input: 12, cacheRead: 0, cacheWrite: 0, output: 3, reasoning: 0 };
  const { plan } = planContext(
    {
      ...{ model: "slow/slow-1", simulated: false, tokenizer: "o200k_base", ratio: 1, window: 8_000 },
      ...{ policy: fakeStep({ kind: "llm", config: {} }).run.program.context, system: "s", tools: [], history: [] },
      ...{ recalled: [], summary: null, turn: [{ role: "user" as const, text: "hello there" }] },
    },
    (text) => text.length,
  );
  const answer = {
    ...{ text: "hi", object: null, toolCalls: [], usage, finishReason: "stop" as const, responseModel: "slow-1" },
    ...{ simulated: false, countedBy: "provider" as const },
  };
  const unitPrices = { inputPerMTok: 1, outputPerMTok: 6 };
  const price = { costMicros, currency: "USD", unitPrices, source: "card" as const };
  return { call, plan, answered: { connectionId: CONNECTION, modelId: "slow-1", answer, price } };
}

const stored = async ({ tenantId }: { tenantId: Parameters<typeof workerStatement>[0] }) => {
  const text = `
    SELECT p.step_key AS call, p.provider_input_tokens AS tokens, m.cost_micros::int AS cost, m.unit_prices->>'outputPerMTok' AS price
      FROM context_plan p LEFT JOIN model_call m USING (tenant_id, run_id, step_key, attempt) ORDER BY 1`;
  return (await workerStatement(tenantId, { text })).rows;
};

test("plan and price of an answered call are written with the next entry of its run, and not when that is fenced", async () => {
  const { run, context } = await claimedRun();
  await recordCall(context, place(), answeredCall("model:0"));
  expect(await postgresJournal.append(run, 7, 1, [event], running)).toBe(false);
  expect(await stored(run)).toEqual([]);
  await recordCall(context, place(), answeredCall("model:0"));
  await recordCall(context, place(), answeredCall("model:1"));
  expect(await stored(run)).toEqual([]);
  expect(await postgresJournal.append(run, 1, 1, [event], running)).toBe(true);
  expect(await stored(run)).toEqual([
    { call: "reply#model:0", tokens: 12, cost: 30, price: "6" },
    { call: "reply#model:1", tokens: 12, cost: 30, price: "6" },
  ]);
});

test("a repeated call keeps its first rows; a call without an answer is written at once and has no price", async () => {
  const { run, context } = await claimedRun();
  await recordCall(context, place(), { ...answeredCall("model:0"), answered: null });
  expect(await stored(run)).toEqual([{ call: "reply#model:0", tokens: null, cost: null, price: null }]);
  await recordCall(context, place(), answeredCall("model:1", 1));
  await postgresJournal.append(run, 1, 1, [event], running);
  await recordCall(context, place(), answeredCall("model:1", 2));
  await postgresJournal.append(run, 1, 2, [{ kind: "taint-set", at: NOW, taint: "untrustedInput" }], running);
  expect((await stored(run)).map(({ cost }) => cost)).toEqual([null, 1]);
});

test("an answered call whose run writes nothing more is written alone, in its own tenant", async () => {
  const [one, two] = [await claimedRun(), await claimedRun()];
  await recordCall(one.context, place(), answeredCall("model:0"));
  await until("the call is stored", async () => (await stored(one.run)).length === 1, 10_000);
  expect(await stored(two.run)).toEqual([]);
});

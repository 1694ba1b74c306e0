import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { DecisionResult } from "@/lib/governance/policies/decision";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import type { Clock } from "@/lib/platform/time/clock";
import { PROGRAM_FORMATS } from "@/lib/release/program";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { addTestRelease, storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";
import { waitingRuns } from "@/lib/runtime/worker/waiting-runs.server";

const HOUR_MS = 3_600_000;
const slug = () => `t${randomBytes(6).toString("hex")}`;

/** Waits for an hour, then says which version it is. */
const versioned = (version: string) =>
  testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "pause", kind: "wait", config: { mode: "duration", durationMs: HOUR_MS } },
      { key: "done", kind: "end", in: { version: { cel: `"${version}"` } } },
    ],
    ["start > pause", "pause > done"],
  );
const ASKING = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    {
      key: "reply",
      kind: "llm",
      config: { slot: "main", prompt: { system: "You are an echo.", user: "{{ input.text }}" } },
    },
    { key: "done", kind: "end", in: { text: { cel: "steps.reply.output.text" } } },
  ],
  ["start > reply", "reply > done"],
  { models: { main: { model: "sandbox/echo", fallbacks: [], temperature: 0, maxOutputTokens: 100 } } },
);

/** A worker over the Postgres journal whose clock the test moves. */
function worker(more: Partial<ConstructorParameters<typeof SegmentPool>[0]> = {}) {
  const time = { atMs: Date.now() };
  const clock: Clock = { now: () => time.atMs };
  const { sink } = memorySpanSink();
  const pool = new SegmentPool({ ...productionParts({ sink, clock }), workerId: "test", ...more });
  return { pool, pass: (ms: number) => Object.assign(time, { atMs: time.atMs + ms }) };
}

test("a run is pinned to its release: one that is stored and routed meanwhile changes nothing in a run in flight", async () => {
  const first = await storeTestRelease(slug(), versioned("one"));
  const { tenantId, projectId, harnessId } = first;
  const { pool, pass } = worker();
  const run = await first.queue({});
  expect(await pool.execute(run)).toBe("parked");
  const second = await addTestRelease({ tenantId, projectId }, "test", versioned("two"));
  const route = { tenantId, harnessId, environment: "production", releaseId: second.releaseId, rev: 1 };
  await tenantTransaction(tenantId, (db) => db.environmentRoute.create({ data: route }));
  pass(HOUR_MS + 1);
  expect(await pool.execute(run)).toBe("finished");
  const ended = await tenantTransaction(tenantId, (db) => db.run.findFirst({ where: { tenantId, id: run.runId } }));
  expect(ended).toMatchObject({ status: "succeeded", releaseId: first.releaseId, output: { version: "one" } });
});

test("the same idempotency key never starts two runs, however many requests come at once", async () => {
  const stored = await storeTestRelease(slug(), versioned("one"));
  const started = await Promise.all(Array.from({ length: 8 }, () => stored.queue({ order: 7 }, "order-7")));
  expect(new Set(started.map(({ runId }) => runId)).size).toBe(1);
  const { tenantId } = stored;
  expect(await tenantTransaction(tenantId, (db) => db.run.count({ where: { tenantId } }))).toBe(1);
});

test("a noisy tenant cannot starve a quiet one: the one run of the quiet one is offered second, behind forty of the other", async () => {
  const [noisy, quiet] = [
    await storeTestRelease(slug(), versioned("one")),
    await storeTestRelease(slug(), versioned("one")),
  ];
  for (let n = 0; n < 40; n += 1) await noisy.queue({ n });
  const { runId } = await quiet.queue({});
  const offered = await waitingRuns(PROGRAM_FORMATS, 10);
  const mine = offered.filter(({ tenantId }) => tenantId === noisy.tenantId || tenantId === quiet.tenantId);
  expect(mine.slice(0, 2).map((run) => run.runId)).toContain(runId);
});

test("when the policies give no answer the run parks: nothing is called, nothing is lost, and it goes on by itself", async () => {
  const stored = await storeTestRelease(slug(), ASKING);
  const { tenantId } = stored;
  const { deps, requests } = fakeCallDependencies();
  const engine = { isDown: true };
  const decide: typeof deps.decide = async (input, tenant) => {
    const answer = await deps.decide(input, tenant);
    const silence: DecisionResult = { ...answer, verdict: "deny", why: "engine_unavailable" };
    return engine.isDown ? silence : answer;
  };
  const { pool, pass } = worker({ executors: createCallExecutors({ ...deps, decide }) });
  const run = await stored.queue({ text: "Hello" });
  const read = () => tenantTransaction(tenantId, (db) => db.run.findFirst({ where: { tenantId, id: run.runId } }));
  expect(await pool.execute(run)).toBe("parked");
  expect(await read()).toMatchObject({ status: "parked", parkedReason: "policy" });
  expect(requests).toHaveLength(0);
  engine.isDown = false;
  pass(HOUR_MS);
  expect(await pool.execute(run)).toBe("finished");
  expect(await read()).toMatchObject({ status: "succeeded" });
  expect(requests).toHaveLength(1);
});

import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listAuditEvents } from "@/lib/governance/audit/data.server";
import { createConnection, putModelCard, storeCapabilities } from "@/lib/governance/models/mutations.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { testGraph } from "@/lib/harness/canvas/test-graphs";
import type { Draft } from "@/lib/harness/graph/draft";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { createRelease, promoteRelease, startTestRun } from "@/lib/harness/releases/mutations.server";
import { bindSlot, unbindSlot } from "@/lib/harness/slots/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { ModelSlot } from "@/lib/release/program";
import type { Journal } from "@/lib/runtime/journal/journal";
import { postgresJournal } from "@/lib/runtime/journal/postgres-journal.server";
import { replayRun } from "@/lib/runtime/replay/mutations.server";
import { NewReplay } from "@/lib/runtime/replay/schema";
import { startRun } from "@/lib/runtime/runs/mutations.server";
import { NewRun } from "@/lib/runtime/runs/schema";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

beforeAll(() => ensurePartitions(Date.now()));

const OWN = "sandbox/echo";
/** Looks the order up with a tool: its runs have several calls of a model. */
const BOUND = "sandbox/support-demo";
const ASKED = { message: "Where is order A-1001?" };

const drawn = (slot: Partial<ModelSlot> = {}): Draft => ({
  ...readyDraft(),
  models: { main: { model: OWN, fallbacks: [], temperature: 0, maxOutputTokens: 500, ...slot } },
});

type Environment = "staging" | "production";

async function world({ demo = true, draft = drawn() }: { demo?: boolean; draft?: Draft } = {}) {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "release:promote", work);
  const { slug: harness } = await run((db) => createHarness(db, actor, "Desk", draft));
  const freeze = (of = harness) => run((db) => createRelease(db, actor, of));
  const promote = (releaseId: string, environment: Environment, of = harness) =>
    run((db) => promoteRelease(db, actor, of, { environment, releaseId, reason: "" }));
  const bind = (environment: Environment, model: string, { of = harness, slot = "main" } = {}) =>
    run((db) => bindSlot(db, actor, of, { slot, environment, model }));
  const unbind = (environment: Environment) =>
    run((db) => unbindSlot(db, actor, harness, { slot: "main", environment }));
  const start = async (environment: Environment, of = harness) => {
    const asked = NewRun.parse({ harness: of, environment, input: ASKED });
    return (await run((db) => startRun(db, actor, asked, { idempotencyKey: null, nowMs: Date.now() }))).runId;
  };
  const pool = (change: (journal: Journal) => Partial<Journal> = () => ({})) => {
    const parts = productionParts({ sink: createPostgresSpanSink(), sleep: async () => {} });
    return new SegmentPool({ ...parts, journal: { ...postgresJournal, ...change(postgresJournal) }, workerId: "test" });
  };
  /** The models that a run asked, planned for and was judged by the policies about. */
  const asked = (runId: string) =>
    run(async (db) => {
      const where = { tenantId, runId };
      const calls = await db.modelCall.findMany({ where });
      const plans = await db.contextPlan.findMany({ where });
      const decisions = await db.decision.findMany({ where: { ...where, action: "model.invoke" } });
      const refs = [
        ...calls.map(({ modelId }) => `sandbox/${modelId}`),
        ...plans.map(({ plan }) => Object(plan).model),
        ...decisions.map(({ resource }) => resource),
      ];
      return { models: [...new Set(refs)], calls: calls.length };
    });
  const finish = async (runId: string) => {
    await pool().execute({ tenantId, runId });
    return await asked(runId);
  };
  /** A connection to a real provider with one model, and what a test of it showed. */
  const connect = async (name: string, can?: { tools: boolean; jsonSchema: boolean }) => {
    const provider = { provider: "openai-compatible" as const, baseUrl: "https://api.example.com/v1", apiKey: null };
    const { id } = await run((db) => createConnection(db, actor, { name, ...provider }));
    const card = { modelId: "m", contextWindow: 8_000, maxOutput: 1_000, prices: null };
    await run((db) => putModelCard(db, actor, id, card));
    const tested = { answer: true, stream: true, usage: true, testedAt: new Date().toISOString() };
    if (can) await run((db) => storeCapabilities(db, actor, { connectionId: id, modelId: "m" }, { ...tested, ...can }));
    return `${name}/m`;
  };
  const disconnect = (name: string) =>
    run((db) => db.modelCard.deleteMany({ where: { tenantId, connection: { name } } }));
  const base = { tenantId, actor, run, harness, freeze, promote, bind, unbind, start };
  return { ...base, pool, asked, finish, connect, disconnect };
}

test("a run asks what was bound to its slot when it was started, in its environment alone; a test asks the draft's own", async () => {
  const { actor, run, harness, freeze, promote, bind, unbind, start, finish } = await world();
  const { id } = await freeze();
  await promote(id, "staging");
  await promote(id, "production");
  await bind("production", BOUND);
  const waiting = await start("production");
  await bind("production", "sandbox/obedient");
  expect((await finish(waiting)).models).toEqual([BOUND]);
  expect((await finish(await start("production"))).models).toEqual(["sandbox/obedient"]);
  expect((await finish(await start("staging"))).models).toEqual([OWN]);
  const { runId } = await run((db) => startTestRun(db, actor, harness, { input: ASKED }, Date.now()));
  expect((await finish(runId)).models).toEqual([OWN]);
  await unbind("production");
  expect((await finish(await start("production"))).models).toEqual([OWN]);
}, 60_000);

test("a run whose worker died goes on with the model that it was started with, and so does its replay", async () => {
  const { tenantId, actor, run, freeze, promote, bind, start, pool, asked, finish } = await world();
  await promote((await freeze()).id, "production");
  await bind("production", BOUND);
  const runId = await start("production");
  const dies = pool((journal) => ({
    append: async (of, epoch, seq, events, progress) => {
      if (events.some((event) => event.kind === "call-finished" && event.tool)) throw new Error("The worker dies.");
      return await journal.append(of, epoch, seq, events, progress);
    },
  }));
  await expect(dies.execute({ tenantId, runId })).rejects.toThrow("The worker dies.");
  const before = await asked(runId);
  expect(before.calls).toBeGreaterThan(0);
  await bind("production", "sandbox/obedient");
  await run((db) => db.run.updateMany({ where: { id: runId }, data: { leaseUntil: new Date(Date.now() - 1_000) } }));
  const after = await finish(runId);
  expect(after.models).toEqual([BOUND]);
  expect(after.calls).toBeGreaterThan(before.calls);
  const ask = NewReplay.parse({ target: "same", from: "agent" });
  const replay = await run((db) => replayRun(db, actor, runId, { ask, nowMs: Date.now() }));
  expect((await finish(replay.run)).models).toEqual([BOUND]);
}, 60_000);

test("a sub-run asks what is bound to the slot of its own harness, not to the slot of the same name above it", async () => {
  const { tenantId, run, actor, harness, freeze, promote, bind, start, finish, asked } = await world();
  await freeze();
  const above = testGraph(
    {
      start: { kind: "trigger.chat" },
      ask: { kind: "subflow", config: { harness, release: 1 }, in: { message: { cel: "input.message" } } },
      end: { kind: "end", in: { text: { cel: "string(steps.ask.output)" } } },
    },
    ["start > ask", "ask > end"],
  );
  const { slug: of } = await run((db) => createHarness(db, actor, "Above", { ...above, models: drawn().models }));
  await promote((await freeze(of)).id, "staging", of);
  await bind("staging", "sandbox/obedient", { of });
  await bind("staging", BOUND);
  const runId = await start("staging", of);
  await finish(runId);
  const sub = await run((db) => db.run.findFirstOrThrow({ where: { tenantId, parentRunId: runId } }));
  expect((await finish(sub.id)).models).toEqual([BOUND]);
  expect((await asked(runId)).calls).toBe(0);
}, 60_000);

test("runs that start while their slot is bound anew ask one model or the other, each the same in every call", async () => {
  const { tenantId, run, freeze, promote, bind, start, finish } = await world();
  await promote((await freeze()).id, "production");
  await bind("production", BOUND);
  const models = [BOUND, "sandbox/obedient"];
  const work = Array.from({ length: 8 }, (_, at) => [start("production"), bind("production", models[at % 2] ?? "")]);
  const started = (await Promise.all(work.flat())).flatMap((runId) => (runId ? [runId] : []));
  expect(started).toHaveLength(8);
  for (const runId of started) {
    const { models: kept } = await run((db) => db.run.findFirstOrThrow({ where: { tenantId, id: runId } }));
    const { main } = Object(kept);
    expect(models).toContain(main);
    expect((await finish(runId)).models).toEqual([main]);
  }
}, 60_000);

test("only a model of the tenant is bound, that has what the slot asks for, and none that simulates in production", async () => {
  const { bind, unbind, connect } = await world({ demo: false, draft: drawn({ needs: ["tools"], minWindow: 1_000 }) });
  const other = await world();
  const foreign = await other.connect("theirs");
  await expect(bind("staging", foreign)).rejects.toMatchObject({ code: "not-found" });
  const mute = await connect("mute", { tools: false, jsonSchema: true });
  await expect(bind("staging", mute)).rejects.toMatchObject({
    code: "invalid",
    errors: [{ pointer: "/model", message: "It does not have what the slot asks for: calls of tools." }],
  });
  await expect(bind("production", BOUND)).rejects.toMatchObject({ code: "invalid", errors: [{ pointer: "/model" }] });
  await bind("staging", BOUND);
  await bind("production", await connect("able", { tools: true, jsonSchema: true }));
  await expect(bind("staging", BOUND, { slot: "other" })).rejects.toMatchObject({ code: "not-found" });
  await unbind("staging");
  await expect(unbind("staging")).rejects.toMatchObject({ code: "not-found" });
});

test("a release on a simulated model goes to production where a real one is bound, which is not taken away again", async () => {
  const { tenantId, run, freeze, promote, bind, unbind, connect } = await world({ demo: false });
  await expect(freeze()).rejects.toMatchObject({ code: "not-releasable" });
  await bind("production", await connect("real"));
  const { id } = await freeze();
  await promote(id, "staging");
  await promote(id, "production");
  await expect(unbind("production")).rejects.toMatchObject({
    code: "release-in-use",
    detail: expect.stringContaining("It only simulates answers"),
  });
  const { items } = await run((db) => listAuditEvents(db, tenantId, { text: "slot." }, { limit: 5 }));
  expect(items.map(({ detail }) => detail)).toEqual([
    { slot: "main", environment: "production", model: "real/m", previous: null },
  ]);
});

test("a bound model that is gone stops promotions and rollbacks of its environment, and of no other", async () => {
  const { freeze, promote, bind, unbind, connect, disconnect, run, tenantId } = await world();
  const one = await freeze();
  await promote(one.id, "staging");
  await promote(one.id, "production");
  await run((db) =>
    db.draft.updateMany({
      where: { tenantId },
      data: { doc: JSON.parse(JSON.stringify({ ...drawn({ temperature: 1 }) })) },
    }),
  );
  const two = await freeze();
  await bind("production", await connect("real"));
  await disconnect("real");
  expect((await freeze()).number).toBe(3);
  await promote(two.id, "staging");
  await expect(promote(two.id, "production")).rejects.toMatchObject({
    code: "not-promotable",
    detail: "1 open finding blocks this release. Change it under Models per environment.",
    errors: [{ pointer: "/findings/binding-missing/", message: expect.stringContaining("real/m") }],
  });
  await promote(one.id, "staging");
  await unbind("production");
  await promote(two.id, "production");
  await bind("production", await connect("another"));
  await disconnect("another");
  await expect(promote(one.id, "production")).rejects.toMatchObject({ code: "not-promotable" });
});

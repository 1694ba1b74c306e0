import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/governance/access/actor";
import { scopesOf } from "@/lib/governance/access/scopes";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { loadLibrary } from "@/lib/harness/compile/load-library.server";
import { getDraft } from "@/lib/harness/drafts/data.server";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import type { Draft } from "@/lib/harness/graph/draft";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { listHarnesses } from "@/lib/harness/harnesses/data.server";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { startTestRun } from "@/lib/harness/releases/mutations.server";
import { createSubflow } from "@/lib/harness/subflows/mutations.server";
import { planTestRun } from "@/lib/harness/test-runs/plan-test-run.server";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { findRunOutcome } from "@/lib/release/data.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

beforeAll(() => ensurePartitions(Date.now()));

const fields = (v: string) => ({ fields: { v: { cel: v } }, set: {} });
/** Looks at a message, chooses, and answers; the middle is what is extracted. */
const desk = (): Draft =>
  testGraph(
    {
      start: { kind: "trigger.chat" },
      look: { config: fields("input.message + '!'") },
      choose: {
        kind: "branch",
        config: { cases: [{ key: "yes", label: "Yes", when: "steps.look.output.v.size() > 5" }] },
      },
      long: { config: fields("'long ' + steps.look.output.v") },
      short: { config: fields("'short ' + input.message") },
      answer: { config: fields("steps.?long.output.v.orValue('') + steps.?short.output.v.orValue('')") },
      end: { kind: "end", in: { text: { cel: "steps.answer.output.v" } } },
    },
    ["start > look", "look > choose", "choose.yes > long", "choose.else > short"].concat([
      "long > answer",
      "short > answer",
      "answer > end",
    ]),
  );
const MIDDLE = ["choose", "long", "short", "answer"].map(nodeId);

async function world(draft: Draft) {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "release:create", work);
  const { slug: harness } = await run((db) => createHarness(db, actor, "Desk", draft));
  const extract = (nodes: string[], by: Actor = actor) =>
    run((db) => createSubflow(db, by, harness, { name: "Answer a message", nodes }));
  const play = async (message: string) => {
    const { runId } = await run((db) => startTestRun(db, actor, harness, { input: { message } }, Date.now()));
    const sink = createPostgresSpanSink();
    const pool = new SegmentPool({ ...productionParts({ sink, sleep: async () => {} }), workerId: "test" });
    const open = () => run((db) => db.run.findMany({ where: { tenantId, endedAt: null }, select: { id: true } }));
    await pool.execute({ tenantId, runId });
    for (let round = 0; round < 5; round += 1)
      for (const { id } of await open()) await pool.execute({ tenantId, runId: id });
    return (await run((db) => findRunOutcome(db, tenantId, runId)))?.output;
  };
  return { actor, run, harness, extract, play };
}

test("extracted steps are a released harness, and the draft with it in their place gives the same", async () => {
  const { actor, run, harness, extract, play } = await world(desk());
  const before = [await play("Hello there"), await play("Hey")];
  expect(before).toEqual([{ text: "long Hello there!" }, { text: "short Hey" }]);
  const made = await extract(MIDDLE);
  expect(made).toMatchObject({ harness: "answer-a-message", release: 1 });
  const batchId = randomUUID();
  await run((db) => saveDraft(db, actor, harness, { baseRev: 1, batchId, commands: [made.command] }));
  const { draft } = await run((db) => getDraft(db, actor, harness));
  expect(draft.nodes.map((node) => node.kind).sort()).toEqual(["end", "subflow", "transform", "trigger.chat"]);
  expect([await play("Hello there"), await play("Hey")]).toEqual(before);
  const types = draftTypes(draft, await run((db) => loadLibrary(db, actor.tenantId)));
  const step = draft.nodes.find((node) => node.kind === "subflow");
  expect(step && types.outputOf(step)).toMatchObject({
    properties: { answer: { properties: { v: { type: "string" } } } },
    required: ["answer"],
  });
}, 60_000);

test("steps that cannot stand alone, findings that block, and a missing right make nothing", async () => {
  const draft = desk();
  const broken: Draft = {
    ...draft,
    nodes: draft.nodes.map((node) => (node.key === "short" ? { ...node, config: fields("input.message +") } : node)),
  };
  const { actor, run, extract } = await world(broken);
  await expect(extract(["choose", "long"].map(nodeId))).rejects.toMatchObject({ code: "invalid" });
  await expect(extract(MIDDLE)).rejects.toMatchObject({ code: "invalid" });
  const unfinished = await world({
    ...draft,
    nodes: draft.nodes.map((node) =>
      node.key === "long" ? { ...node, kind: "tool", config: { tool: "gone" } } : node,
    ),
  });
  await expect(unfinished.extract(MIDDLE)).rejects.toMatchObject({ code: "not-releasable" });
  expect(await unfinished.run((db) => listHarnesses(db, unfinished.actor))).toHaveLength(1);
  const scopes = new Set([...scopesOf("DEVELOPER")].filter((scope) => scope !== "harness:write"));
  await expect(extract(MIDDLE, { ...actor, scopes })).rejects.toMatchObject({ code: "forbidden" });
  expect(await run((db) => listHarnesses(db, actor))).toHaveLength(1);
});

test("a test asks about what a subflow runs that may change something, however deep it is", async () => {
  const order = { order_id: { lit: "A-1" }, amount: { lit: 5 }, reason: { lit: "broken" } };
  const draft = testGraph(
    {
      start: { kind: "trigger.chat" },
      look: { config: fields("input.message") },
      pay: { kind: "tool", config: { tool: "refund_create" }, in: order },
      end: { kind: "end", in: { done: { lit: true } } },
    },
    ["start > look", "look > pay", "pay > end"],
  );
  const { actor, run, harness, extract } = await world(draft);
  const plan = async () => (await run((db) => planTestRun(db, actor, harness, { input: { message: "Hi" } }))).effects;
  const extracted = async (nodes: string[], baseRev: number) => {
    const { command } = await extract(nodes);
    await run((db) => saveDraft(db, actor, harness, { baseRev, batchId: randomUUID(), commands: [command] }));
    const { draft: now } = await run((db) => getDraft(db, actor, harness));
    return now.nodes.find(({ kind }) => kind === "subflow")?.id ?? "";
  };
  expect(await plan()).toEqual([{ node: nodeId("pay"), calls: ["refund_create"] }]);
  const step = await extracted([nodeId("pay")], 1);
  expect(await plan()).toEqual([{ node: step, calls: ["“pay” (refund_create)"] }]);
  const outer = await extracted([nodeId("look"), step], 2);
  expect(await plan()).toEqual([{ node: outer, calls: ["“Answer a message” (“pay” (refund_create))"] }]);
}, 60_000);

import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import { TestRun } from "@/lib/harness/drafts/schema";
import type { Command } from "@/lib/harness/graph/command";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { startTestRun } from "@/lib/harness/releases/mutations.server";
import { getNewestTestRun } from "@/lib/harness/test-runs/data.server";
import { planTestRun } from "@/lib/harness/test-runs/plan-test-run.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

beforeAll(() => ensurePartitions(Date.now()));

/** Chat, an agent, an end; `play` starts a test and runs it to its end. */
async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  const draft = readyDraft();
  const { slug: harness } = await run((db) => createHarness(db, actor, "Support", draft));
  const [, agent, end] = draft.nodes;
  if (!agent || !end) throw new Error("It has three nodes.");
  const play = async (message: string) => {
    const asked = TestRun.parse({ input: { message } });
    const { runId } = await run((db) => startTestRun(db, actor, harness, asked, Date.now()));
    const sink = createPostgresSpanSink();
    await new SegmentPool({ ...productionParts({ sink, sleep: async () => {} }), workerId: "test" }).execute({
      tenantId,
      runId,
    });
    await sink.flush(5_000);
    return runId;
  };
  const plan = (message: string) => {
    const asked = TestRun.parse({ input: { message }, part: { mode: "from", nodeId: end.id } });
    return run((db) => planTestRun(db, actor, harness, asked));
  };
  let rev = 1;
  const edit = async (command: Command) => {
    const edits = { baseRev: rev, batchId: crypto.randomUUID(), commands: [command] };
    rev = (await run((db) => saveDraft(db, actor, harness, edits))).rev;
  };
  const newest = async () => (await run((db) => getNewestTestRun(db, actor, harness))).newest;
  return { actor, harness, run, agent, end, play, plan, edit, newest };
}

test("a step gives what it gave in any earlier test with the same input, until it is changed; else it is named as missing", async () => {
  const { agent, run, play, plan, edit } = await world();
  expect(await plan("Hello")).toEqual({ given: [], missing: [agent.id], effects: [] });
  await play("Hello");
  await play("Something else");
  const before = await run((db) => db.run.count());
  expect(await plan("Hello")).toEqual({ given: [agent.id], missing: [], effects: [] });
  expect(await plan("Never said")).toEqual({ given: [], missing: [agent.id], effects: [] });
  expect(await run((db) => db.run.count())).toBe(before);
  await edit({ kind: "set-node", id: agent.id, change: { config: { ...agent.config, maxTurns: 3 } } });
  expect(await plan("Hello")).toEqual({ given: [], missing: [agent.id], effects: [] });
}, 60_000);

test("the newest test is known with whether the draft says something else since; a card that is moved says nothing", async () => {
  const { agent, play, edit, newest } = await world();
  expect(await newest()).toBeNull();
  await play("First");
  const runId = await play("Second");
  expect(await newest()).toMatchObject({ runId, isChanged: false, onlyItems: {} });
  await edit({ kind: "move", at: { [agent.id]: { x: 8, y: 16 } } });
  expect(await newest()).toMatchObject({ runId, isChanged: false });
  await edit({ kind: "set-node", id: agent.id, change: { label: "Answers" } });
  expect(await newest()).toMatchObject({ runId, isChanged: true });
}, 60_000);

test("tests of another tenant are neither found nor used", async () => {
  const [own, other] = [await world(), await world()];
  await other.play("Hello");
  expect(await own.newest()).toBeNull();
  await expect(own.run((db) => getNewestTestRun(db, own.actor, "nothing"))).rejects.toMatchObject({
    code: "not-found",
  });
  expect((await own.plan("Hello")).given).toEqual([]);
}, 60_000);

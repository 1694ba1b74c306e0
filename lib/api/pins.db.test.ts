import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { getDraft } from "@/lib/harness/drafts/data.server";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import type { Command } from "@/lib/harness/graph/command";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { getPinValue, listPins } from "@/lib/harness/pins/data.server";
import { removePin, setPin } from "@/lib/harness/pins/mutations.server";
import { isStalePin } from "@/lib/harness/pins/pin-rules";
import type { NewPin } from "@/lib/harness/pins/schema";
import { createRelease, startTestRun } from "@/lib/harness/releases/mutations.server";
import { builtInLibrary, readyDraft } from "@/lib/harness/testing/demo-draft";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import { listSpans } from "@/lib/observability/traces/data.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { findRelease, findRunOutcome } from "@/lib/release/data.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

beforeAll(() => ensurePartitions(Date.now()));

const BY_HAND = { text: "By hand", turns: 1, toolCalls: 0, stopped: "answer" };
const byHand: NewPin = { from: "value", port: "out", value: BY_HAND };

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  const draft = readyDraft();
  const agent = draft.nodes.find((node) => node.kind === "agent");
  if (!agent) throw new Error("The draft has an agent.");
  const { slug: harness } = await run((db) => createHarness(db, actor, "Support desk", draft));
  const save = async (...commands: Command[]) => {
    const { rev } = await run((db) => getDraft(db, actor, harness));
    await run((db) => saveDraft(db, actor, harness, { baseRev: rev, batchId: randomUUID(), commands }));
  };
  const pin = (wanted: NewPin, nodeId = agent.id) =>
    run((db) => setPin(db, actor, harness, { nodeId, pin: wanted, now: new Date() }));
  /** Runs the draft to its end: what came out, and how often a model was called for it. */
  const play = async () => {
    const input = { message: "Where is order A-1001?" };
    const { runId } = await run((db) => startTestRun(db, actor, harness, { input }, Date.now()));
    const sink = createPostgresSpanSink();
    const pool = new SegmentPool({ ...productionParts({ sink, sleep: async () => {} }), workerId: "test" });
    await pool.execute({ tenantId, runId });
    await sink.flush(5_000);
    const outcome = await run((db) => findRunOutcome(db, tenantId, runId));
    const { items } = await run((db) => listSpans(db, actor, runId, { afterSeq: 0, limit: 500 }));
    return { runId, output: outcome?.output, calls: items.filter((span) => span.model !== null).length };
  };
  return { actor, tenantId, run, harness, draft, agent, save, pin, play };
}

test("a pinned step calls nothing in a test run and gives what it is pinned to, until it is unpinned", async () => {
  const { actor, run, harness, agent, pin, play } = await world();
  const first = await play();
  expect(first.calls).toBeGreaterThan(0);
  await pin({ from: "run", runId: first.runId });
  const again = await play();
  expect([again.output, again.calls]).toEqual([first.output, 0]);
  await pin(byHand);
  expect(await play()).toMatchObject({ output: { answer: BY_HAND }, calls: 0 });
  await run((db) => removePin(db, actor, harness, agent.id));
  expect((await play()).calls).toBeGreaterThan(0);
});

test("a pin outlives that its step is removed and brought back, and no release has it", async () => {
  const { actor, tenantId, run, harness, draft, agent, save, pin } = await world();
  const released = async () => {
    const { id } = await run((db) => createRelease(db, actor, harness));
    return await run((db) => findRelease(db, tenantId, id));
  };
  const before = await released();
  await pin(byHand);
  const remove: Command = { kind: "remove", nodes: [agent.id], edges: [] };
  const removed = applyCommand(draft, remove);
  if (!removed.ok) throw new Error(removed.refusal);
  await save(remove);
  await save(removed.inverse);
  expect(await run((db) => getPinValue(db, actor, harness, agent.id))).toEqual({ output: BY_HAND, port: "out" });
  const after = await released();
  expect(after?.program).toEqual(before?.program);
  expect(JSON.stringify(after)).not.toContain("By hand");
});

test("a pin is stale when the step gives something else, and one that does not fit stops the test instead of the step", async () => {
  const { actor, run, harness, agent, save, pin, play } = await world();
  await pin(byHand);
  const isStale = async () => {
    const [made] = await run((db) => listPins(db, actor, harness));
    const { draft } = await run((db) => getDraft(db, actor, harness));
    const node = draft.nodes.find((one) => one.id === agent.id);
    return made && node && isStalePin(made, node, draftTypes(draft, builtInLibrary));
  };
  expect(await isStale()).toBe(false);
  const output = { type: "object", properties: { order: { type: "string" } }, required: ["order"] };
  const config = { ...agent.config, tools: ["orders_get"], output };
  await save({ kind: "set-node", id: agent.id, change: { config } });
  expect(await isStale()).toBe(true);
  await expect(play()).rejects.toMatchObject({
    code: "invalid",
    errors: [{ pointer: `/nodes/${agent.key}/object` }],
  });
  await pin({ from: "schema", port: "out" });
  expect(await isStale()).toBe(false);
  expect((await play()).calls).toBe(0);
});

test("what the step does not give, a start, an unknown step and a foreign run are refused", async () => {
  const { draft, pin, harness, actor, run } = await world();
  const other = await world();
  const theirs = await other.play();
  const misfit = pin({ from: "value", port: "out", value: { text: 7 } });
  await expect(misfit).rejects.toMatchObject({
    code: "invalid",
    errors: expect.arrayContaining([expect.objectContaining({ pointer: "/value/text" })]),
  });
  await expect(pin({ from: "value", port: "nowhere", value: BY_HAND })).rejects.toMatchObject({ code: "invalid" });
  const start = draft.nodes.find((node) => node.kind === "trigger.chat");
  await expect(pin(byHand, start?.id)).rejects.toMatchObject({ code: "invalid" });
  await expect(pin(byHand, "n_0000000000")).rejects.toMatchObject({ code: "not-found" });
  await expect(pin({ from: "run", runId: theirs.runId })).rejects.toMatchObject({ code: "not-found" });
  expect(await run((db) => listPins(db, actor, harness))).toEqual([]);
});

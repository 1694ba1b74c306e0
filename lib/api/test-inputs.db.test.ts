import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { listRows } from "@/lib/harness/datasets/data.server";
import { createDataset, editDataset } from "@/lib/harness/datasets/mutations.server";
import { DatasetChange, type RowContent } from "@/lib/harness/datasets/schema";
import { TestRun } from "@/lib/harness/drafts/schema";
import { type Draft, emptyDraft } from "@/lib/harness/graph/draft";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import { startTestRun } from "@/lib/harness/releases/mutations.server";
import { apply } from "@/lib/harness/testing/demo-draft";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { findRunOutcome } from "@/lib/release/data.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

beforeAll(() => ensurePartitions(Date.now()));

/** Chat, a look-up of an order, an end that says what was found. */
function lookUp(): Draft {
  let draft = emptyDraft("Look up");
  for (const kind of ["trigger.chat", "tool", "end"] as const)
    draft = apply(draft, { kind: "add-nodes", nodes: [newNode(draft, kind)], edges: [], at: {} });
  const [start, tool, end] = draft.nodes;
  if (!start || !tool || !end) throw new Error("Three nodes were added.");
  for (const [from, to] of [
    [start.id, tool.id],
    [tool.id, end.id],
  ] as const)
    draft = apply(draft, {
      kind: "connect",
      edge: { id: newGraphId("e"), from: { node: from, port: "out" }, to: { node: to, port: "in" } },
    });
  const change = { config: { tool: "orders_get" }, in: { order_id: { cel: "input.message" } } };
  draft = apply(draft, { kind: "set-node", id: tool.id, change });
  return apply(draft, {
    kind: "set-node",
    id: end.id,
    change: { in: { answer: { cel: `steps.${tool.key}.output` } } },
  });
}

async function world(rows: Partial<RowContent>[] = []) {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  const { slug: harness } = await run((db) => createHarness(db, actor, "Look up", lookUp()));
  await run((db) => createDataset(db, actor, { key: "orders", name: "Orders" }));
  await run((db) => editDataset(db, actor, "orders", DatasetChange.parse({ baseRev: 1, put: rows })));
  const { items } = await run((db) => listRows(db, actor, "orders", { limit: 50 }));
  const start = (asked: unknown) => run((db) => startTestRun(db, actor, harness, TestRun.parse(asked), Date.now()));
  const play = async (asked: unknown) => {
    const { runId } = await start(asked);
    const sink = createPostgresSpanSink();
    await new SegmentPool({ ...productionParts({ sink, sleep: async () => {} }), workerId: "test" }).execute({
      tenantId,
      runId,
    });
    await sink.flush(5_000);
    return await run((db) => findRunOutcome(db, tenantId, runId));
  };
  const runs = () => run((db) => db.run.count());
  return { items, start, play, runs };
}

test("a test of a row runs with the row's input, and its tools give what the row prepares", async () => {
  const { items, play } = await world([
    { input: { message: "A-1001" } },
    { input: { message: "A-1002" }, mocks: [{ tool: "orders_get", answer: { status: "prepared" } }] },
  ]);
  const [plain, prepared] = items.map((row) => ({ case: { dataset: "orders", row: row.id } }));
  const answers = [await play(plain), await play(prepared)];
  expect(answers.map((one) => [one?.status, one?.input])).toEqual([
    ["succeeded", { message: "A-1001" }],
    ["succeeded", { message: "A-1002" }],
  ]);
  expect(answers[1]?.output).toEqual({ answer: { status: "prepared" } });
  expect(answers[0]?.output).not.toEqual(answers[1]?.output);
}, 60_000);

test("a row of another tenant, of an unknown dataset or of a later revision is not found, and nothing runs", async () => {
  const [own, other] = [await world([{ input: { message: "A" } }]), await world([{ input: { message: "B" } }])];
  const row = own.items[0]?.id;
  const theirs = other.items[0]?.id;
  for (const one of [
    { dataset: "orders", row: theirs },
    { dataset: "nothing", row },
    { dataset: "orders", row, rev: 1 },
    { dataset: "orders", row, rev: 99 },
  ])
    await expect(own.start({ case: one })).rejects.toMatchObject({ code: "not-found" });
  expect(await own.runs()).toBe(0);
});

test("an input that does not fit is refused with every place, and nothing runs", async () => {
  const { items, start, runs } = await world([{ input: { message: 7 } }]);
  const refusal = { code: "invalid", errors: [expect.objectContaining({ pointer: "/input/message" })] };
  await expect(start({ input: { message: 7 } })).rejects.toMatchObject(refusal);
  await expect(start({ input: {} })).rejects.toMatchObject(refusal);
  await expect(start({ case: { dataset: "orders", row: items[0]?.id } })).rejects.toMatchObject(refusal);
  expect(await runs()).toBe(0);
});

test("a test takes either an input or a row", () => {
  const row = { dataset: "orders", row: "i_0000000000" };
  expect(TestRun.safeParse({}).success).toBe(false);
  expect(TestRun.safeParse({ input: {}, case: row }).success).toBe(false);
  expect(TestRun.safeParse({ input: {} }).success && TestRun.safeParse({ case: row }).success).toBe(true);
});

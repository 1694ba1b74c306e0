import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { sizeOf } from "@/lib/harness/canvas/card-size";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { getDraft } from "@/lib/harness/drafts/data.server";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import type { Command } from "@/lib/harness/graph/command";
import { type Draft, emptyDraft, MAX_NODES } from "@/lib/harness/graph/draft";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { draftAt } from "@/lib/harness/history/data.server";
import { createRelease } from "@/lib/harness/releases/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { Manifest } from "@/lib/release/manifest";

async function world(start: Draft) {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  const { slug: harness } = await run((db) => createHarness(db, actor, "Support desk", start));
  const now = () => run((db) => getDraft(db, actor, harness));
  const save = async (...commands: Command[]) => {
    const { rev } = await now();
    await run((db) => saveDraft(db, actor, harness, { baseRev: rev, batchId: randomUUID(), commands }));
    return (await now()).draft;
  };
  const at = async (rev: number) => (await run((db) => draftAt(db, actor, harness, rev))).draft;
  return { actor, run, harness, save, at };
}

/** What covers what of the same container, by key; a step without a place covers everything. */
const covered = (draft: Draft) =>
  draft.nodes.flatMap((one, index) =>
    draft.nodes.slice(index + 1).flatMap((other) => {
      const [a, b] = [boxOf(draft, one), boxOf(draft, other)];
      const isBeside = a && b && (a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y);
      return isBeside || one.parent !== other.parent ? [] : [`${one.key} ${other.key}`];
    }),
  );
const boxOf = (draft: Draft, node: Draft["nodes"][number]) => {
  const place = draft.at[node.id];
  return place && { ...place, ...sizeOf(draft, node) };
};

const withoutPlaces = testGraph(
  {
    start: { kind: "trigger.chat" },
    each: { kind: "map" },
    inner: { parent: "each" },
    last: {},
    hint: { kind: "note" },
  },
  ["start > each", "each > last"],
);

test("steps that come without places never lie on one another, and stand in the order of their lines", async () => {
  const { save } = await world(emptyDraft("Support desk"));
  const { nodes, edges } = withoutPlaces;
  const saved = await save(
    { kind: "add-nodes", nodes, edges: [], at: {} },
    ...edges.map((edge) => ({ kind: "connect" as const, edge })),
  );
  expect(covered(saved)).toEqual([]);
  const top = (key: string) => saved.at[nodeId(key)]?.y ?? 0;
  expect(top("start")).toBeLessThan(top("each"));
  expect(top("each")).toBeLessThan(top("last"));
});

test("the canvas of a run has a place for every step that came without one", async () => {
  const { save, run, actor, harness } = await world(emptyDraft("Support desk"));
  const { nodes, edges } = readyDraft();
  await save({ kind: "add-nodes", nodes, edges, at: {} });
  const { id } = await run((db) => createRelease(db, actor, harness));
  const { manifest } = await run((db) => db.release.findFirstOrThrow({ where: { tenantId: actor.tenantId, id } }));
  expect(Object.keys(Manifest.parse(manifest).layout).sort()).toEqual(nodes.map((node) => node.id).sort());
});

test("a place that is given with a step comes and goes with it, and moves nothing else", async () => {
  const start = testGraph({ start: { kind: "trigger.chat", at: [40, 80] }, old: {} });
  const { [nodeId("old")]: _place, ...at } = start.at;
  const { save, at: draftOf } = await world({ ...start, at });
  const saved = await save({ kind: "add-nodes", nodes: testGraph({ fresh: {} }).nodes, edges: [], at: {} });
  expect(saved.at).toEqual({ ...at, [nodeId("fresh")]: expect.anything() });
  expect((await draftOf(1)).at).toEqual(at);
});

test("more nodes than a draft holds are refused in words, and nothing of them is saved", async () => {
  const { save, at } = await world(emptyDraft("Support desk"));
  const specs = Object.fromEntries(Array.from({ length: MAX_NODES + 1 }, (_, index) => [`k${index}`, {}]));
  const halves = [testGraph(specs).nodes.slice(0, 600), testGraph(specs).nodes.slice(600)];
  const commands = halves.map((nodes) => ({ kind: "add-nodes" as const, nodes, edges: [], at: {} }));
  await expect(save(...commands)).rejects.toMatchObject({
    code: "invalid",
    errors: [{ pointer: "/commands/1", message: expect.stringContaining("at most 1,000 nodes") }],
  });
  expect((await at(1)).nodes).toEqual([]);
});

import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { getDraft } from "@/lib/harness/drafts/data.server";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import type { Command } from "@/lib/harness/graph/command";
import { draftContent } from "@/lib/harness/graph/draft-content";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { draftAt, listHistory } from "@/lib/harness/history/data.server";
import { nameRestorePoint, restoreDraft } from "@/lib/harness/history/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  const { slug: harness } = await run((db) => createHarness(db, actor, "Support desk", readyDraft()));
  const now = () => run((db) => getDraft(db, actor, harness));
  const save = async (...commands: Command[]) => {
    const { rev } = await now();
    return run((db) => saveDraft(db, actor, harness, { baseRev: rev, batchId: randomUUID(), commands }));
  };
  return { actor, run, harness, now, save };
}

test("any revision can be looked at and brought back as one new batch; nothing of the log is lost", async () => {
  const { actor, run, harness, now, save } = await world();
  const first = await now();
  const agent = first.draft.nodes.find((node) => node.kind === "agent");
  if (!agent) throw new Error("The draft has an agent.");
  await save({ kind: "set-node", id: agent.id, change: { label: "Helper" } });
  await save({ kind: "remove", nodes: [agent.id], edges: [] }, { kind: "set-draft", change: { name: "Other" } });
  const at = (rev: number) => run((db) => draftAt(db, actor, harness, rev));
  expect(draftContent((await at(1)).draft)).toEqual(draftContent(first.draft));
  expect((await at(2)).draft.nodes.find((node) => node.id === agent.id)?.label).toBe("Helper");
  const batchId = randomUUID();
  const back = () => run((db) => restoreDraft(db, actor, harness, { rev: 2, baseRev: 3, batchId }));
  expect(await back()).toEqual({ rev: 4 });
  expect(await back()).toEqual({ rev: 4 });
  const restored = await now();
  expect(restored.rev).toBe(4);
  expect(restored.draft.name).toBe("Support desk");
  expect(restored.draft.edges).toHaveLength(2);
  const history = await run((db) => listHistory(db, actor, harness));
  expect(history.items.map((item) => item.rev)).toEqual([4, 3, 2]);
  expect(history.items.at(-1)?.words).toEqual(['Renamed "Agent" to "Helper"']);
  expect(history.items[1]?.words).toEqual(
    expect.arrayContaining(['Removed "Helper"', "Changed the name of the harness"]),
  );
  await expect(run((db) => draftAt(db, actor, harness, 9))).rejects.toMatchObject({ code: "not-found" });
});

test("a restore based on an older revision is refused, and a named point is in the history", async () => {
  const { actor, run, harness, save } = await world();
  await save({ kind: "set-draft", change: { name: "Second" } });
  const stale = run((db) => restoreDraft(db, actor, harness, { rev: 1, baseRev: 1, batchId: randomUUID() }));
  await expect(stale).rejects.toMatchObject({ code: "conflict" });
  await run((db) => nameRestorePoint(db, actor, harness, "Before the big change"));
  await run((db) => nameRestorePoint(db, actor, harness, "Renamed point"));
  expect((await run((db) => listHistory(db, actor, harness))).items[0]).toMatchObject({
    rev: 2,
    label: "Renamed point",
  });
});

test("a restore point is made at every 200th revision, and a revision before it is rebuilt from it", async () => {
  const { actor, run, harness, save } = await world();
  for (let at = 2; at <= 203; at += 1) await save({ kind: "set-draft", change: { name: `Name ${at}` } });
  const points = await run((db) => db.draftSnapshot.findMany({ select: { rev: true } }));
  expect(points).toEqual([{ rev: 200 }]);
  expect((await run((db) => draftAt(db, actor, harness, 150))).draft.name).toBe("Name 150");
  const page = await run((db) => listHistory(db, actor, harness));
  expect([page.items.length, page.nextCursor]).toEqual([40, "164"]);
}, 60_000);

import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { requireDraft } from "@/lib/harness/drafts/data.server";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import { storeDraft } from "@/lib/harness/drafts/store-draft.server";
import type { Command } from "@/lib/harness/graph/command";
import { emptyDraft } from "@/lib/harness/graph/draft";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

async function desk() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  const { slug: harness } = await run((db) => createHarness(db, actor, "Desk", emptyDraft("Desk")));
  const stored = () => run((db) => requireDraft(db, actor, harness));
  const save = async (...commands: Command[]) => {
    const { row } = await stored();
    return await run((db) => saveDraft(db, actor, harness, { baseRev: row.rev, batchId: randomUUID(), commands }));
  };
  return { actor, run, stored, save };
}

const steps = (count: number, from: number): Command => ({
  ...{ kind: "add-nodes", edges: [], at: {} },
  nodes: Array.from({ length: count }, (_, at) => ({
    ...newNode(emptyDraft("x"), "transform"),
    ...{ id: newGraphId("n"), key: `step_${from + at}` },
  })),
});

test("the 1,001st node is refused with a sentence, and nothing of its batch is saved", async () => {
  const { save, stored } = await desk();
  await save(steps(1_000, 0));
  await expect(save({ kind: "set-draft", change: { name: "Other" } }, steps(1, 1_000))).rejects.toMatchObject({
    ...{
      code: "invalid",
      errors: [{ pointer: "/commands/1", message: expect.stringContaining("at most 1,000 nodes") }],
    },
  });
  expect(await stored()).toMatchObject({ row: { rev: 2 }, draft: { name: "Desk" } });
});

test("what is no draft is refused with the places that are wrong", async () => {
  const { actor, run, stored } = await desk();
  const { row, draft } = await stored();
  const next = { draft: { ...draft, name: "" }, batch: { id: randomUUID(), commands: [] } };
  await expect(run((db) => storeDraft(db, actor, { id: row.id, rev: row.rev, draft }, next))).rejects.toMatchObject({
    code: "invalid",
    errors: [{ pointer: "/draft/name" }],
  });
});

test("a draft over 4 MB is refused with its size; one that is too large already may get smaller", async () => {
  const { actor, run, save, stored } = await desk();
  const long = (characters: number): Command => ({
    ...{ kind: "set-draft", change: { outputs: { type: "object", description: "x".repeat(characters) } } },
  });
  await expect(save(long(4_100_000))).rejects.toMatchObject({
    ...{ code: "invalid", detail: expect.stringContaining("would have 4.2 MB, and 4 MB fit") },
  });
  const { row, draft } = await stored();
  await run((db) =>
    db.draft.updateMany({
      where: { tenantId: actor.tenantId, id: row.id },
      data: { doc: { ...draft, outputs: { type: "object", description: "x".repeat(4_500_000) } } },
    }),
  );
  await expect(save(long(4_600_000))).rejects.toMatchObject({ code: "invalid" });
  expect(await save(long(4_400_000))).toEqual({ rev: 2 });
});

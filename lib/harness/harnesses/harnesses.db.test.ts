import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { addMember, createTenant } from "@/lib/governance/tenants/mutations.server";
import { getDraft, getReadiness } from "@/lib/harness/drafts/data.server";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import type { Command } from "@/lib/harness/graph/command";
import { listHarnesses } from "@/lib/harness/harnesses/data.server";
import {
  archiveHarness,
  createHarness,
  restoreHarness,
  setHarnessOwner,
} from "@/lib/harness/harnesses/mutations.server";
import { newNode } from "@/lib/harness/nodes/new-node";
import { createRelease, promoteRelease } from "@/lib/harness/releases/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import { prisma } from "@/lib/platform/db/prisma.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { newId } from "@/lib/platform/ids/new-id.server";

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  const make = (name: string) => run((db) => createHarness(db, actor, name, readyDraft()));
  const save = async (harness: string, ...commands: Command[]) => {
    const { rev } = await run((db) => getDraft(db, actor, harness));
    return await run((db) => saveDraft(db, actor, harness, { baseRev: rev, batchId: randomUUID(), commands }));
  };
  const names = async (archived = false) =>
    (await run((db) => listHarnesses(db, actor, { archived }))).map(({ name }) => name);
  const actions = () =>
    run(
      (db) => db.$queryRaw<{ action: string; target: string }[]>`
        SELECT action, target FROM audit.event WHERE action LIKE 'harness.%' ORDER BY seq`,
    );
  return { actor, tenantId, run, make, save, names, actions };
}

test("a harness has one name: what its draft is called is what lists call it, with an audit event", async () => {
  const { run, actor, make, save, names, actions } = await world();
  const { slug } = await make("Support desk");
  expect((await run((db) => getDraft(db, actor, slug))).draft.name).toBe("Support desk");
  await save(slug, { kind: "set-draft", change: { name: "Help desk" } });
  expect(await names()).toEqual(["Help desk"]);
  await save(slug, { kind: "set-draft", change: { outputs: { type: "object" } } });
  expect((await actions()).at(-1)).toEqual({ action: "harness.rename", target: `harness:${slug}` });
});

test("an archived harness is in the archive only and cannot be changed; restored, it is as it was", async () => {
  const { run, actor, make, save, names, actions } = await world();
  const { slug } = await make("Support desk");
  await run((db) => archiveHarness(db, actor, slug));
  expect([await names(), await names(true)]).toEqual([[], ["Support desk"]]);
  await expect(save(slug, { kind: "set-draft", change: { name: "Other" } })).rejects.toMatchObject({
    code: "not-found",
  });
  await expect(run((db) => archiveHarness(db, actor, slug))).rejects.toMatchObject({ code: "not-found" });
  await run((db) => restoreHarness(db, actor, slug));
  expect([await names(), await names(true)]).toEqual([["Support desk"], []]);
  expect((await actions()).map(({ action }) => action)).toEqual([
    "harness.create",
    "harness.archive",
    "harness.restore",
  ]);
  await expect(run((db) => restoreHarness(db, actor, slug))).rejects.toMatchObject({ code: "not-found" });
});

test("what an environment runs of an archived harness stays routed", async () => {
  const { run, actor, tenantId, make } = await world();
  const { slug } = await make("Support desk");
  const { id } = await run((db) => createRelease(db, actor, slug));
  await run((db) => promoteRelease(db, actor, slug, { environment: "production", releaseId: id, reason: "" }));
  await run((db) => archiveHarness(db, actor, slug));
  expect(await run((db) => db.environmentRoute.findMany({ where: { tenantId }, select: { releaseId: true } }))).toEqual(
    [{ releaseId: id }],
  );
});

test("a harness that another draft runs as a subflow is not archived, and the refusal names that one", async () => {
  const { run, actor, make, save, names } = await world();
  const { slug } = await make("Support desk");
  const other = await make("Front door");
  const { draft } = await run((db) => getDraft(db, actor, other.slug));
  const node = { ...newNode(draft, "subflow"), config: { harness: slug, release: 1 } };
  await save(other.slug, { kind: "add-nodes", nodes: [node], edges: [], at: {} });
  await expect(run((db) => archiveHarness(db, actor, slug))).rejects.toMatchObject({
    code: "conflict",
    detail: expect.stringContaining('"Front door" runs it as a subflow'),
  });
  expect(await names()).toHaveLength(2);
});

test("a harness that the product keeps for itself is never in the archive that people see", async () => {
  const { run, actor, tenantId, make, names } = await world();
  const { id } = await make("Kept");
  await run((db) =>
    db.harness.updateMany({ where: { tenantId, id }, data: { slug: "~kept", archivedAt: new Date() } }),
  );
  expect(await names(true)).toEqual([]);
  await expect(run((db) => restoreHarness(db, actor, "~kept"))).rejects.toMatchObject({ code: "not-found" });
});

test("a member can own a harness, and nobody else; the owner who leaves is missed by readiness", async () => {
  const { run, actor, tenantId, make, actions } = await world();
  const { slug } = await make("Support desk");
  const owned = async () => {
    const [harness] = await run((db) => listHarnesses(db, actor));
    const { findings } = await run((db) => getReadiness(db, actor, slug));
    return [harness?.hasOwner, findings.some(({ rule }) => rule === "no-owner")];
  };
  expect(await owned()).toEqual([false, true]);
  const person = { id: newId(), email: `${slug}-${tenantId}@test.test`, name: "Ada" };
  await prisma().user.create({ data: { ...person, passwordHash: null } });
  await expect(run((db) => setHarnessOwner(db, actor, slug, person.id))).rejects.toMatchObject({ code: "not-found" });
  await addMember({ tenantId, slug: actor.tenantSlug }, person, "DEVELOPER");
  await run((db) => setHarnessOwner(db, actor, slug, person.id));
  expect(await owned()).toEqual([true, false]);
  expect((await actions()).at(-1)).toEqual({ action: "harness.owner", target: `harness:${slug}` });
  await run((db) => db.membership.deleteMany({ where: { tenantId, userId: person.id } }));
  expect(await owned()).toEqual([false, true]);
});

import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { getDocument, getKnowledge, listKnowledge, searchKnowledge } from "@/lib/harness/knowledge/data.server";
import {
  addDocument,
  createKnowledge,
  deleteKnowledge,
  removeDocument,
} from "@/lib/harness/knowledge/mutations.server";
import { KnowledgeQuery, type Language, type NewDocument } from "@/lib/harness/knowledge/schema";
import { createRelease, promoteRelease } from "@/lib/harness/releases/mutations.server";
import { knowledgeDraft } from "@/lib/harness/testing/knowledge-draft";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

const RETURNS = "# Returns\n\nYou may return shoes within thirty days.\n\n# Delivery\n\nParcels arrive after two days.";

async function world(language: Language = "english") {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  await run((db) => createKnowledge(db, actor, { key: "manual", name: "Manual", language }));
  const add = (title: string, content: string, format: NewDocument["format"] = "markdown") =>
    run((db) => addDocument(db, actor, "manual", { title, format, content }));
  const find = async (query: string, more: object = {}) =>
    (await run((db) => searchKnowledge(db, actor, "manual", KnowledgeQuery.parse({ query, ...more })))).items;
  const view = () => run((db) => getKnowledge(db, actor, "manual"));
  return { actor, run, add, find, view };
}

test("a question finds the passages that share words with it, best first, with the headings above them", async () => {
  const { add, find } = await world();
  await add("Shop rules", RETURNS);
  await add("Opening hours", "The shop is open from nine to five.", "text");
  const found = await find("How long may I return my shoes?");
  expect(found[0]).toMatchObject({ title: "Shop rules", heading: "Returns", position: 0 });
  expect(found[0]?.score).toBeGreaterThan(0);
  expect(found.map((one) => one.score)).toEqual(found.map((one) => one.score).sort((one, other) => other - one));
  expect(await find("returned parcel", { topK: 1 })).toHaveLength(1);
  expect(await find("returning", { minScore: 0.99 })).toEqual([]);
  expect(await find("the a of ?!")).toEqual([]);
  expect(await find("'; DROP TABLE knowledge; -- & | ! <-> :*")).toEqual([]);
});

test("in any language words are found as they are written, whatever the script", async () => {
  const { add, find } = await world("simple");
  await add("Regeln", "Rückgabe binnen dreißig Tagen. Доставка за два дня.", "text");
  expect(await find("dreißig")).toHaveLength(1);
  expect(await find("ДОСТАВКА")).toHaveLength(1);
  expect(await find("Rückgaben")).toEqual([]);
});

test("a document with the same title is replaced, the same content changes nothing, each change is a revision", async () => {
  const { add, find, view, run, actor } = await world();
  const first = await add("Rules", RETURNS);
  expect(first).toMatchObject({ rev: 1, passages: 2, outcome: "added" });
  expect(await add("Rules", RETURNS)).toEqual({ ...first, outcome: "unchanged" });
  const second = await add("Rules", "Shoes are never taken back.", "text");
  expect(second).toMatchObject({ rev: 2, outcome: "replaced" });
  expect((await view()).items.map((item) => [item.id, item.fromRev])).toEqual([[second.id, 2]]);
  expect((await find("shoes")).map((one) => one.documentId)).toEqual([second.id]);
  // The earlier text stays readable: releases that pinned it cite it.
  expect((await run((db) => getDocument(db, actor, "manual", first.id))).parts).toHaveLength(2);
  await run((db) => removeDocument(db, actor, "manual", second.id));
  expect(await view()).toMatchObject({ rev: 3, documents: 0, passages: 0 });
  expect(await find("shoes")).toEqual([]);
});

test("what is too large, empty or unknown is refused, and nothing of it is stored", async () => {
  const { add, view, run, actor } = await world();
  await expect(add("Big", "x ".repeat(500_001), "text")).rejects.toMatchObject({ errors: [{ pointer: "/content" }] });
  await expect(add("Empty", "# Only a heading")).rejects.toMatchObject({ code: "invalid" });
  expect(await view()).toMatchObject({ rev: 0, documents: 0 });
  const again = run((db) => createKnowledge(db, actor, { key: "manual", name: "Other", language: "simple" }));
  await expect(again).rejects.toMatchObject({ code: "conflict" });
});

test("a release pins the revision, its reader goes on with it, and what is in use is not deleted", async () => {
  const { add, run, actor, view } = await world();
  await add("Rules", RETURNS);
  const harness = await run((db) => createHarness(db, actor, "Desk", knowledgeDraft("manual")));
  const release = await run((db) => createRelease(db, actor, harness.slug));
  await add("Rules", "Shoes are never taken back.", "text");
  const program = JSON.stringify(
    (await run((db) => db.release.findFirstOrThrow({ where: { id: release.id } }))).program,
  );
  expect(program).toContain('"rev":1');
  await run((db) =>
    promoteRelease(db, actor, harness.slug, { environment: "staging", releaseId: release.id, reason: "" }),
  );
  expect(await view()).toMatchObject({
    rev: 2,
    usedBy: [{ slug: harness.slug }],
    runsIn: [{ slug: harness.slug, environment: "staging", rev: 1 }],
  });
  await expect(run((db) => deleteKnowledge(db, actor, "manual"))).rejects.toMatchObject({ code: "conflict" });
});

test("without users it is deleted with every revision, and the log says so", async () => {
  const { add, run, actor } = await world();
  await add("Rules", RETURNS);
  await run((db) => deleteKnowledge(db, actor, "manual"));
  expect(await run((db) => listKnowledge(db, actor))).toEqual([]);
  expect(await run((db) => db.knowledgePassage.count())).toBe(0);
  const audit = await run((db) => db.$queryRaw<{ action: string }[]>`SELECT action FROM audit.event ORDER BY seq`);
  expect(audit.map(({ action }) => action).filter((action) => action.startsWith("knowledge."))).toEqual([
    "knowledge.create",
    "knowledge.add-document",
    "knowledge.delete",
  ]);
});

test("another tenant's knowledge does not exist, and its words are never found", async () => {
  const [one, two] = [await world(), await world()];
  const { id } = await one.add("Secret", "canary words", "text");
  expect(await two.find("canary")).toEqual([]);
  await expect(two.run((db) => getDocument(db, two.actor, "manual", id))).rejects.toMatchObject({ code: "not-found" });
  const row = await one.run((db) => db.knowledge.findFirstOrThrow({ where: { key: "manual" } }));
  const stolen = await two.run(
    (db) => db.$queryRaw<unknown[]>`
      SELECT * FROM knowledge_search(${one.actor.tenantId}::uuid, ${row.id}::uuid, 1, 'canary', 0, 10)`,
  );
  expect(stolen).toEqual([]);
});

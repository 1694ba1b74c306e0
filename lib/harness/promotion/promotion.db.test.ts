import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/governance/access/actor";
import { type Role, scopesOf } from "@/lib/governance/access/scopes";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import type { Command } from "@/lib/harness/graph/command";
import { Draft } from "@/lib/harness/graph/draft";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { getPromotion } from "@/lib/harness/promotion/check-promotion.server";
import { reviewRelease, revokeWaiver, waiveFindings } from "@/lib/harness/promotion/mutations.server";
import { createRelease, promoteRelease } from "@/lib/harness/releases/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import { createTool, reviseTool } from "@/lib/harness/tools/mutations.server";
import type { HttpTool } from "@/lib/harness/tools/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

async function world(roles: Role[] = ["OWNER", "RUNTIME"]) {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const system = systemActor("test", tenantId, slug);
  const people: Actor[] = [];
  for (const role of roles) {
    const id = randomUUID();
    await withTenant(system, "member:write", (db) =>
      db.membership.create({ data: { tenantId, userId: id, email: `${role}@x.test`, name: role, role } }),
    );
    people.push({ ...system, kind: "user", id, role, scopes: scopesOf(role), confirmedAt: new Date() });
  }
  const [author = system, other = system] = people;
  const as = <T>(actor: Actor, work: (db: TenantDb) => Promise<T>) => withTenant(actor, "release:promote", work);
  const harness = await as(author, (db) => createHarness(db, author, "Desk", readyDraft()));
  const edit = (actor: Actor, baseRev: number, change: Command) =>
    as(actor, (db) => saveDraft(db, actor, harness.slug, { baseRev, batchId: randomUUID(), commands: [change] }));
  const freeze = () => as(author, (db) => createRelease(db, author, harness.slug));
  const promote = (actor: Actor, releaseId: string, environment: "staging" | "production" = "production", more = {}) =>
    as(actor, (db) => promoteRelease(db, actor, harness.slug, { environment, releaseId, reason: "test", ...more }));
  const check = (actor: Actor, releaseId: string) =>
    as(actor, (db) => getPromotion(db, actor, harness.slug, releaseId));
  const waiveAll = async (actor: Actor, releaseId: string, now = new Date()) => {
    const { toWaive } = await check(actor, releaseId);
    const findings = toWaive.map(({ rule, nodeKey = "" }) => ({ rule, nodeKey }));
    return await as(actor, (db) =>
      waiveFindings(db, actor, harness.slug, { findings, reason: "A test", days: 1 }, now),
    );
  };
  return { author, other, as, harness, edit, freeze, promote, check, waiveAll };
}

test("the author cannot promote to production; another person can, once every finding to review is waived", async () => {
  const { author, other, freeze, promote, check, waiveAll } = await world();
  const { id } = await freeze();
  await promote(author, id, "staging");
  await expect(promote(other, id)).rejects.toMatchObject({ code: "not-promotable" });
  await waiveAll(other, id);
  await expect(promote(author, id)).rejects.toMatchObject({ code: "needs-second-person" });
  expect((await check(other, id)).fourEyes).toEqual({ state: "ok", authors: [`user:${author.id}`] });
  expect(await promote(other, id)).toMatchObject({ environment: "production", releaseId: id });
});

test("who drew nothing since the live release is a second person, whoever drew it before", async () => {
  const { author, other, edit, freeze, promote, waiveAll } = await world(["OWNER", "OWNER"]);
  const one = await freeze();
  await waiveAll(other, one.id);
  await promote(other, one.id);
  await edit(other, 1, { kind: "set-draft", change: { name: "Changed by another" } });
  const two = await freeze();
  await expect(promote(other, two.id)).rejects.toMatchObject({ code: "needs-second-person" });
  expect(await promote(author, two.id)).toMatchObject({ releaseId: two.id });
});

test("a release that production passed over asks for a second person, as if the newer one had never run", async () => {
  const { author, other, edit, freeze, promote, check, waiveAll } = await world(["OWNER", "OWNER"]);
  const one = await freeze();
  await waiveAll(other, one.id);
  await promote(other, one.id);
  await edit(author, 1, { kind: "set-draft", change: { name: "Passed over" } });
  const two = await freeze();
  await edit(author, 2, { kind: "set-draft", change: { name: "Taken" } });
  const three = await freeze();
  await promote(other, three.id);
  expect((await check(author, two.id)).fourEyes).toEqual({ state: "author", authors: [`user:${author.id}`] });
  await expect(promote(author, two.id)).rejects.toMatchObject({ code: "needs-second-person" });
  await promote(other, two.id);
  expect((await check(author, one.id)).fourEyes).toEqual({ state: "ok", authors: [] });
});

test("the only person who may promote confirms that nobody else looks; with two of them that is no way out", async () => {
  const alone = await world(["OWNER", "DEVELOPER"]);
  const { id } = await alone.freeze();
  await alone.waiveAll(alone.author, id);
  await expect(alone.promote(alone.author, id)).rejects.toMatchObject({ code: "needs-second-person" });
  await alone.promote(alone.author, id, "production", { waiveSecondPerson: true });
  const two = await world();
  const release = await two.freeze();
  await two.waiveAll(two.author, release.id);
  await expect(two.promote(two.author, release.id, "production", { waiveSecondPerson: true })).rejects.toMatchObject({
    code: "needs-second-person",
  });
});

test("a finding that blocks stops every environment, and no waiver covers it", async () => {
  const { author, other, as, harness, edit, freeze, promote, check } = await world();
  const tool: HttpTool = {
    ...{
      key: "stock",
      name: "Stock",
      description: "",
      input: { type: "object" },
      sideEffect: "none",
      classes: ["read"],
    },
    timeoutMs: 1_000,
    impl: { kind: "http", method: "GET", url: "https://example.com/", headers: {}, maxResponseBytes: 1_000 },
  };
  await as(author, (db) => createTool(db, author, { tool, message: "" }));
  const { doc } = await as(author, (db) => db.draft.findFirstOrThrow({ where: { harness: { slug: harness.slug } } }));
  const agent = Draft.parse(doc).nodes.find((node) => node.kind === "agent");
  const config = { ...agent?.config, tools: ["stock"] };
  await edit(author, 1, { kind: "set-node", id: agent?.id ?? "", change: { config } });
  const release = await freeze();
  await as(author, (db) =>
    reviseTool(db, author, "stock", { baseRev: 1, tool: { ...tool, description: "Something else" }, message: "" }),
  );
  expect((await check(other, release.id)).blocking).toMatchObject([{ rule: "tool-drift" }]);
  const findings = [{ rule: "tool-drift", nodeKey: "agent" }];
  await as(other, (db) => waiveFindings(db, other, harness.slug, { findings, reason: "Please", days: 1 }, new Date()));
  for (const environment of ["staging", "production"] as const)
    await expect(promote(other, release.id, environment)).rejects.toMatchObject({
      code: "not-promotable",
      errors: [{ pointer: "/findings/tool-drift/agent" }],
    });
});

test("a waiver ends by itself and by hand; a rejection keeps a release out until its reviewer takes it back", async () => {
  const { other, as, harness, freeze, promote, check, waiveAll } = await world();
  const { id } = await freeze();
  await waiveAll(other, id, new Date(Date.now() - 2 * 86_400_000));
  await expect(promote(other, id)).rejects.toMatchObject({ code: "not-promotable" });
  const { items } = await waiveAll(other, id);
  const [first] = items;
  await as(other, (db) => revokeWaiver(db, other, harness.slug, first?.id ?? "", new Date()));
  expect((await check(other, id)).toWaive.map((finding) => finding.rule)).toEqual([first?.rule]);
  await waiveAll(other, id);
  const review = (verdict: "approve" | "reject") =>
    as(other, (db) => reviewRelease(db, other, harness.slug, id, { verdict, comment: "Tone is off" }));
  await review("reject");
  await expect(promote(other, id)).rejects.toMatchObject({ detail: expect.stringContaining("Tone is off") });
  await review("approve");
  expect(await promote(other, id)).toMatchObject({ environment: "production" });
});

import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { getPrompt, listPrompts } from "@/lib/harness/prompts/data.server";
import { createPrompt, revisePrompt } from "@/lib/harness/prompts/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  const revise = (baseRev: number, system: string) =>
    run((db) => revisePrompt(db, actor, "greeting", { baseRev, body: { system, user: "" }, message: "" }));
  await run((db) =>
    createPrompt(db, actor, { key: "greeting", name: "Greeting", body: { system: "Hi", user: "" }, message: "" }),
  );
  return { actor, run, revise };
}

test("of two people who revise at once one wins; the same text is no new revision; earlier ones never change", async () => {
  const { actor, run, revise } = await world();
  const answers = await Promise.allSettled([revise(1, "Hello"), revise(1, "Good day")]);
  expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
  const { rev, revisions } = await run((db) => getPrompt(db, actor, "greeting"));
  expect([rev, revisions.map((one) => one.rev)]).toEqual([2, [2, 1]]);
  expect(await revise(2, revisions[0]?.body.system ?? "")).toMatchObject({ rev: 2, created: false });
  expect(revisions[1]?.body.system).toBe("Hi");
  await expect(run((db) => db.assetRevision.updateMany({ data: { message: "x" } }))).rejects.toThrow(
    /permission denied|immutable/,
  );
  const audit = await run((db) => db.$queryRaw<{ action: string }[]>`SELECT action FROM audit.event ORDER BY seq`);
  expect(audit.map((event) => event.action).filter((action) => action.startsWith("prompt."))).toEqual([
    "prompt.create",
    "prompt.revise",
  ]);
});

test("a template with a mistake saves nothing and says where", async () => {
  const { actor, run, revise } = await world();
  await expect(revise(1, "Hi {{ inptu.name }}")).rejects.toMatchObject({
    code: "invalid",
    errors: [{ pointer: "/body/system" }],
  });
  expect((await run((db) => getPrompt(db, actor, "greeting"))).rev).toBe(1);
});

test("a prompt names the harnesses that use it, and does not exist for another tenant", async () => {
  const [one, two] = [await world(), await world()];
  const draft = readyDraft();
  const nodes = draft.nodes.map((node) =>
    node.kind === "agent"
      ? {
          ...node,
          config: { ...node.config, prompt: { system: "", user: "", ref: { prompt: "greeting", rev: "latest" } } },
        }
      : node,
  );
  await one.run((db) => createHarness(db, one.actor, "Support desk", { ...draft, nodes }));
  const users = async ({ actor, run }: typeof one) => (await run((db) => listPrompts(db, actor)))[0]?.usedBy;
  expect(await users(one)).toEqual([{ slug: "support-desk", name: "Support desk" }]);
  expect(await users(two)).toEqual([]);
  const third = systemActor("test", two.actor.tenantId, two.actor.tenantSlug);
  await one.run((db) =>
    createPrompt(db, one.actor, { key: "only_one", name: "x", body: { system: "", user: "" }, message: "" }),
  );
  await expect(withTenant(third, "harness:read", (db) => getPrompt(db, third, "only_one"))).rejects.toMatchObject({
    code: "not-found",
  });
});

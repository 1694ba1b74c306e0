import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { activatePolicies } from "@/lib/governance/policies/mutations.server";
import { STARTER_POLICIES } from "@/lib/governance/policies/starter-policies";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { getReadiness } from "@/lib/harness/drafts/data.server";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";

test("a model that the policies in force refuse is found before a release", async () => {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const harness = await withTenant(actor, "harness:write", (db) => createHarness(db, actor, "Desk", readyDraft()));
  const refused = async () =>
    (await withTenant(actor, "harness:read", (db) => getReadiness(db, actor, harness.slug))).findings
      .filter(({ rule, field }) => rule === "no-policy" && field === "models.main")
      .map(({ severity }) => severity);
  expect(await refused()).toEqual([]);
  const cedarText = STARTER_POLICIES.replace(
    'Slipway::Action::"model.invoke", resource)',
    'Slipway::Action::"model.invoke", resource == Slipway::Model::"other/model")',
  );
  expect(cedarText).not.toBe(STARTER_POLICIES);
  await withTenant(actor, "policy:activate", (db) =>
    activatePolicies(db, actor, { cedarText, baseVersion: 1, note: "Other models only" }),
  );
  expect(await refused()).toEqual(["review"]);
});

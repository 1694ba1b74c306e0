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

test("a model that no policy in force can permit blocks a release; one that they permit under a condition wants a look", async () => {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const harness = await withTenant(actor, "harness:write", (db) => createHarness(db, actor, "Desk", readyDraft()));
  const refused = async () =>
    (await withTenant(actor, "harness:read", (db) => getReadiness(db, actor, harness.slug))).findings
      .filter(({ rule, field }) => rule === "no-policy" && field === "models.main")
      .map(({ severity }) => severity);
  expect(await refused()).toEqual([]);
  let baseVersion = 0;
  const refusedBy = async (...statements: string[]) => {
    const cedarText = [OTHERS, ...statements].join("\n");
    baseVersion += 1;
    await withTenant(actor, "policy:activate", (db) =>
      activatePolicies(db, actor, { cedarText, baseVersion, note: "Another set" }),
    );
    return await refused();
  };
  const [on, inStaging] = [
    'action == Slipway::Action::"model.invoke", resource',
    'when { principal is Slipway::AgentRun && principal.environment == "staging" }',
  ];
  expect(await refusedBy(rule("other", `permit (principal, ${on} == Slipway::Model::"other/model");`))).toEqual([
    "block",
  ]);
  expect(await refusedBy(rule("staging", `permit (principal, ${on}) ${inStaging};`))).toEqual(["block"]);
  expect(await refusedBy(rule("long", `permit (principal, ${on}) when { context.inputTokens > 5 };`))).toEqual([
    "review",
  ]);
  const all = rule("all", `permit (principal, ${on});`);
  expect(await refusedBy(all)).toEqual([]);
  expect(await refusedBy(all, rule("never", `forbid (principal, ${on});`))).toEqual(["block"]);
  expect(await refusedBy(all, rule("now", `forbid (principal, ${on}) unless { context.inputTokens > 5 };`))).toEqual([
    "review",
  ]);
});

const rule = (id: string, text: string) => `@id("${id}")\n@title("${id}")\n${text}\n`;
/** The starter policies without those about models. */
const OTHERS = STARTER_POLICIES.slice(STARTER_POLICIES.indexOf('@id("read-tools")'));

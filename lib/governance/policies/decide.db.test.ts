import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { decide } from "@/lib/governance/policies/decide.server";
import type { DecisionInput } from "@/lib/governance/policies/decision";
import { activatePolicies } from "@/lib/governance/policies/mutations.server";
import { STARTER_POLICIES } from "@/lib/governance/policies/starter-policies";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { BUILT_IN_TOOLS } from "@/lib/release/built-in-tools";

async function tenant() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: false });
  const actor = systemActor("test", tenantId, slug);
  return {
    tenantId,
    actor,
    activate: (cedarText: string, baseVersion: number) =>
      withTenant(actor, "policy:activate", (db) => activatePolicies(db, actor, { cedarText, baseVersion, note: "" })),
  };
}

function call(tool: string, args: unknown): DecisionInput {
  const definition = BUILT_IN_TOOLS.find((one) => one.key === tool);
  if (!definition) throw new Error(`No tool ${tool}.`);
  return {
    runId: randomUUID(),
    nodeKey: "answer",
    stepKey: "answer",
    attempt: 1,
    harnessSlug: "support",
    projectId: randomUUID(),
    approved: false,
    environment: "production",
    now: Date.now(),
    taint: { untrustedInput: false, readSensitive: false },
    usage: { runCostMicros: 0, runSteps: 1, toolCallsInRun: 0 },
    action: {
      kind: "tool.call",
      tool: {
        key: tool,
        classes: definition.classes,
        sideEffect: definition.sideEffect,
        inputSchema: definition.input,
      },
      args,
    },
  };
}
const refund = (amount: unknown) => call("refund_create", { order_id: "A-1001", amount, reason: "late" });

test("starter policies: reading and small amounts are allowed, a large amount needs a person", async () => {
  const { tenantId } = await tenant();
  expect((await decide(call("orders_get", { order_id: "A-1001" }), tenantId)).verdict).toBe("allow");
  expect((await decide(refund(100), tenantId)).verdict).toBe("allow");
  expect(await decide({ ...refund(100.5), approved: true }, tenantId)).toMatchObject({ verdict: "allow" });
  expect(await decide(refund(100.5), tenantId)).toMatchObject({
    verdict: "needs_approval",
    why: "policy",
    reasons: [{ id: "large-amounts", title: "Amounts over 100 need a person", effect: "forbid" }],
  });
});

test("no policy, no call; forbid wins over permit; an argument of another type is refused", async () => {
  const { tenantId, activate } = await tenant();
  const title = (id: string) => `@id("${id}") @title("${id}")`;
  await activate(`${title("only-search")} permit (principal, action, resource == Slipway::Tool::"web_search");`, 1);
  expect(await decide(refund(5), tenantId)).toMatchObject({ verdict: "deny", why: "default_deny" });
  await activate(
    `${title("all")} permit (principal, action, resource);
    ${title("no-refunds")} forbid (principal in Slipway::Harness::"support", action, resource == Slipway::Tool::"refund_create");`,
    2,
  );
  expect(await decide(refund(5), tenantId)).toMatchObject({
    verdict: "deny",
    why: "policy",
    reasons: [{ id: "no-refunds" }],
  });
  expect((await decide({ ...refund(5), harnessSlug: "other" }, tenantId)).verdict).toBe("allow");
  expect(await decide(refund("five"), tenantId)).toMatchObject({ verdict: "deny", why: "invalid_request" });
});

test("an error inside a policy denies: Cedar alone would skip the forbid and allow", async () => {
  const { tenantId, activate } = await tenant();
  await activate(
    `@id("all") @title("All") permit (principal, action, resource);
     @id("overflow") @title("Overflow") forbid (principal, action == Slipway::Action::"tool.call", resource)
       when { context.run.usage.runSteps * 9223372036854775807 > 1 };`,
    1,
  );
  const input = { ...refund(5), usage: { runCostMicros: 0, runSteps: 2, toolCallsInRun: 0 } };
  expect(await decide(input, tenantId)).toMatchObject({ verdict: "deny", why: "policy_error" });
});

test("an activation works on the next call, and the decision names the version", async () => {
  const { tenantId, activate } = await tenant();
  expect(await decide(refund(5), tenantId)).toMatchObject({ verdict: "allow", policyVersion: 1 });
  const forbid = `${STARTER_POLICIES}\n@id("stop") @title("No refunds today") forbid (principal, action, resource == Slipway::Tool::"refund_create");`;
  await activate(forbid, 1);
  expect(await decide(refund(5), tenantId)).toMatchObject({
    verdict: "deny",
    policyVersion: 2,
    reasons: [{ title: "No refunds today" }],
  });
});

test("a text with a mistake changes nothing, and neither does one written on an old version", async () => {
  const { tenantId, activate } = await tenant();
  await expect(activate("permit (principal, action", 1)).rejects.toMatchObject({ code: "invalid-policy" });
  const unknown = `@id("x") @title("x") forbid (principal, action == Slipway::Action::"tool.call", resource) when { context.args.colour == "red" };`;
  await expect(activate(unknown, 1)).rejects.toMatchObject({ code: "invalid-policy" });
  await activate(STARTER_POLICIES, 1);
  await expect(activate(STARTER_POLICIES, 1)).rejects.toMatchObject({ code: "conflict" });
  expect((await decide(refund(5), tenantId)).policyVersion).toBe(2);
});

test("every decision is stored with its input before the answer, for its tenant alone", async () => {
  const [one, two] = [await tenant(), await tenant()];
  const decision = await decide(refund(500), one.tenantId);
  const read = (tenantId: typeof one.tenantId) =>
    workerTransaction(
      tenantId,
      async (client) => (await client.query("SELECT * FROM decision WHERE id = $1", [decision.decisionId])).rows,
    );
  expect(await read(one.tenantId)).toMatchObject([
    { verdict: "needs_approval", resource: "refund_create", input: { args: { amount: 500 } } },
  ]);
  expect(await read(two.tenantId)).toEqual([]);
});

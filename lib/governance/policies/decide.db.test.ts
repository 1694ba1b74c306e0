import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createBudget } from "@/lib/governance/budgets/mutations.server";
import { decide } from "@/lib/governance/policies/decide.server";
import type { DecisionInput } from "@/lib/governance/policies/decision";
import { activatePolicies } from "@/lib/governance/policies/mutations.server";
import { sentenceToText } from "@/lib/governance/policies/sentence-policy.server";
import { STARTER_POLICIES } from "@/lib/governance/policies/starter-policies";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { workerStatement, workerTransaction } from "@/lib/platform/db/worker-pool.server";
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
const memory = (kind: "memory.read" | "memory.write", scope: string): DecisionInput => ({
  ...call("orders_get", {}),
  action: { kind, memory: { scope } },
});
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

test("no decision is stored by policies that are no longer in force, and nothing has to tell the worker", async () => {
  const { tenantId, activate } = await tenant();
  expect((await decide(refund(5), tenantId)).policyVersion).toBe(1);
  const stop = `@id("stop") @title("Stop") forbid (principal, action, resource);`;
  let isActive = false;
  const inForce = activate(stop, 1).then(() => {
    isActive = true;
  });
  const late: string[] = [];
  while (late.length < 40) {
    const begunAfter = isActive;
    const answers = await Promise.all(Array.from({ length: 10 }, () => decide(refund(5), tenantId)));
    if (begunAfter) late.push(...answers.map(({ verdict, policyVersion }) => `${verdict} by ${policyVersion}`));
  }
  await inForce;
  expect(new Set(late)).toEqual(new Set(["deny by 2"]));
  const { rows } = await workerStatement(tenantId, {
    text: `SELECT count(*) FILTER (WHERE policy_version = 1 AND verdict <> 'allow')::int AS odd,
                  count(*) FILTER (WHERE policy_version = 2 AND verdict = 'allow')::int AS wrong FROM decision`,
  });
  expect(rows).toEqual([{ odd: 0, wrong: 0 }]);
});

test("policies that cannot be read give no answer, and the next ones that can are used", async () => {
  const { tenantId, activate } = await tenant();
  expect((await decide(refund(5), tenantId)).verdict).toBe("allow");
  await asOwner(
    `WITH made AS (INSERT INTO policy_version (tenant_id, set_id, version, cedar_text, schema_hash, sha256, author_id)
       SELECT tenant_id, set_id, 2, 'permit (', '', 'unreadable' || tenant_id, 'test' FROM policy_version WHERE tenant_id = $1)
     INSERT INTO policy_activation (tenant_id, set_id, seq, version, by)
       SELECT tenant_id, set_id, 2, 2, 'test' FROM policy_activation WHERE tenant_id = $1`,
    tenantId,
  );
  for (let turn = 0; turn < 2; turn += 1)
    expect(await decide(refund(5), tenantId)).toMatchObject({ verdict: "deny", why: "engine_unavailable" });
  await activate(STARTER_POLICIES, 2);
  expect(await decide(refund(5), tenantId)).toMatchObject({ verdict: "allow", policyVersion: 3 });
});

test("an agent reads what it is granted, and writes no memory that others share unless a policy permits it", async () => {
  const { tenantId, activate } = await tenant();
  const verdicts = async (kind: "memory.read" | "memory.write") =>
    await Promise.all(
      ["run", "thread", "user", "agent", "tenant"].map(
        async (scope) => (await decide(memory(kind, scope), tenantId)).verdict,
      ),
    );
  expect(await verdicts("memory.read")).toEqual(["allow", "allow", "allow", "allow", "allow"]);
  expect(await verdicts("memory.write")).toEqual(["allow", "allow", "allow", "deny", "deny"]);
  const shared = sentenceToText({
    ...{ id: "shared", title: "Desk may write for all", effect: "allow", harness: "support", condition: null },
    what: { kind: "memory-write", key: "tenant" },
  });
  const tainted = sentenceToText({
    ...{
      id: "tainted",
      title: "Nothing tainted",
      effect: "forbid",
      harness: null,
      condition: { kind: "untrusted-input" },
    },
    what: { kind: "any-memory-write" },
  });
  await activate(`${STARTER_POLICIES}\n${shared}\n${tainted}`, 1);
  expect(await verdicts("memory.write")).toEqual(["allow", "allow", "allow", "deny", "allow"]);
  const after = { ...memory("memory.write", "user"), taint: { untrustedInput: true, readSensitive: false } };
  expect(await decide(after, tenantId)).toMatchObject({ verdict: "deny", reasons: [{ title: "Nothing tainted" }] });
});

test("decisions of many tenants that go out together stay with their tenants", async () => {
  const all = await Promise.all(Array.from({ length: 4 }, tenant));
  await all[0]?.activate(`@id("stop") @title("Stop") forbid (principal, action, resource);`, 1);
  const asked = Array.from({ length: 8 }, () => all).flat();
  const made = await Promise.all(asked.map(async (one) => await decide(refund(5), one.tenantId)));
  for (const [index, { tenantId }] of all.entries()) {
    const own = made.filter((_, at) => at % all.length === index);
    const { rows } = await workerStatement(tenantId, { text: "SELECT id, verdict FROM decision ORDER BY id" });
    expect(rows.map((row) => row.id)).toEqual(own.map(({ decisionId }) => decisionId).sort());
    expect(new Set(rows.map((row) => row.verdict))).toEqual(new Set([index === 0 ? "deny" : "allow"]));
  }
});

test("a decision says whether its tenant has a budget, from the next call on", async () => {
  const [one, other] = [await tenant(), await tenant()];
  expect((await decide(refund(5), one.tenantId)).isBudgeted).toBe(false);
  const given = { name: "Tokens", harness: null, period: "day" as const, allowUnpriced: false };
  const budget = { ...given, limitMicros: null, limitTokens: 100 };
  await withTenant(one.actor, "budget:write", (db) => createBudget(db, one.actor, budget, new Date()));
  expect((await decide(refund(5), one.tenantId)).isBudgeted).toBe(true);
  expect((await decide(refund(5), other.tenantId)).isBudgeted).toBe(false);
});

async function asOwner(sql: string, of: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.SLIPWAY_TEST_SUPERUSER_URL });
  await client.connect();
  await client.query(sql, [of]);
  await client.end();
}

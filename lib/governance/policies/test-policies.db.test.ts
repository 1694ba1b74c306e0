import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { TestCall, type TestedAction } from "@/lib/governance/policies/schema";
import { STARTER_POLICIES } from "@/lib/governance/policies/starter-policies";
import { testPolicies } from "@/lib/governance/policies/test-policies.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: false });
  const actor = systemActor("test", tenantId, slug);
  const ask = (action: TestedAction, more: Partial<TestCall> = {}) =>
    withTenant(actor, "policy:read", (db) =>
      testPolicies(
        db,
        tenantId,
        TestCall.parse({ cedarText: STARTER_POLICIES, action, harness: "desk", environment: "production", ...more }),
      ),
    );
  const addKnowledge = (key: string) =>
    withTenant(actor, "harness:write", async (db) => {
      const { id: projectId } = await db.project.findFirstOrThrow({ where: { tenantId }, select: { id: true } });
      await db.knowledge.create({
        data: { tenantId, id: randomUUID(), projectId, key, name: key, language: "simple", createdBy: "system:test" },
      });
    });
  const decisions = () => withTenant(actor, "decision:read", (db) => db.decision.count({ where: { tenantId } }));
  return { ask, addKnowledge, decisions };
}
const request = (method: "GET" | "POST", sideEffect: "none" | "unsafe"): TestedAction => ({
  ...{ kind: "request", method, sideEffect },
  host: "api.example.com",
});
const refund = (amount: number): TestedAction => ({ kind: "tool.call", tool: "refund_create", args: { amount } });

test("the bench answers about everything that a run can want, as the starter policies would", async () => {
  const { ask, addKnowledge, decisions } = await world();
  await addKnowledge("manual");
  const asked: [TestedAction, string][] = [
    [refund(10), "allow"],
    [refund(1_000), "needs_approval"],
    [request("GET", "none"), "allow"],
    [request("GET", "unsafe"), "needs_approval"],
    [request("POST", "none"), "needs_approval"],
    [{ kind: "model.invoke", model: "sandbox/echo", inputTokens: 10 }, "allow"],
    [{ kind: "knowledge.read", knowledge: "manual" }, "allow"],
    [{ kind: "memory.read", scope: "tenant" }, "allow"],
    [{ kind: "memory.write", scope: "user" }, "allow"],
    [{ kind: "memory.write", scope: "agent" }, "deny"],
  ];
  const answers = await Promise.all(asked.map(async ([action]) => (await ask(action)).verdict));
  expect(answers).toEqual(asked.map(([, verdict]) => verdict));
  // A question is none of a run.
  expect(await decisions()).toBe(0);
});

test("what a run has read, where it runs and how much goes to a model are part of the question", async () => {
  const { ask } = await world();
  const model: TestedAction = { kind: "model.invoke", model: "sandbox/echo", inputTokens: 5_000 };
  const cedarText = `@id("all") @title("All") permit (principal, action, resource);
    @id("short") @title("Short ones only") forbid (principal, action == Slipway::Action::"model.invoke", resource) when { context.inputTokens > 4000 };
    @id("clean") @title("Nothing tainted") forbid (principal, action == Slipway::Action::"memory.write", resource) when { context.run.taint.untrustedInput };
    @id("host") @title("Not there") forbid (principal, action == Slipway::Action::"tool.call", resource == Slipway::Tool::"http") when { context.args has host && context.args.host == "api.example.com" && principal.environment == "production" };`;
  expect(await ask(model, { cedarText })).toMatchObject({ verdict: "deny", reasons: [{ title: "Short ones only" }] });
  expect((await ask({ ...model, inputTokens: 4_000 }, { cedarText })).verdict).toBe("allow");
  const write: TestedAction = { kind: "memory.write", scope: "user" };
  expect((await ask(write, { cedarText })).verdict).toBe("allow");
  expect(await ask(write, { cedarText, untrustedInput: true })).toMatchObject({ reasons: [{ id: "clean" }] });
  expect(await ask(request("GET", "none"), { cedarText })).toMatchObject({ reasons: [{ title: "Not there" }] });
  expect((await ask(request("GET", "none"), { cedarText, environment: "staging" })).verdict).toBe("allow");
});

test("a tool, a model or a knowledge that the tenant does not have is not found, also when another one has it", async () => {
  const [own, other] = [await world(), await world()];
  await other.addKnowledge("secret-manual");
  for (const action of [
    { kind: "knowledge.read", knowledge: "secret-manual" },
    { kind: "model.invoke", model: "nobody/large", inputTokens: 1 },
    { kind: "tool.call", tool: "nothing", args: {} },
  ] satisfies TestedAction[])
    await expect(own.ask(action)).rejects.toMatchObject({ code: "not-found" });
});

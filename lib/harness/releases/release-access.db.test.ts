import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { missingStarters, withPolicies } from "@/lib/governance/policies/missing-starters";
import { activatePolicies } from "@/lib/governance/policies/mutations.server";
import { readPolicySet } from "@/lib/governance/policies/policy-set.server";
import { STARTER_POLICIES } from "@/lib/governance/policies/starter-policies";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import { getRelease } from "@/lib/harness/releases/data.server";
import { getReleaseAccess } from "@/lib/harness/releases/get-release-access.server";
import { createRelease, promoteRelease } from "@/lib/harness/releases/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { Json } from "@/lib/release/json-schema";

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  const draft = readyDraft();
  const harness = await run((db) => createHarness(db, actor, "Desk", draft));
  const freezeWith = async (baseRev: number, tools: string[], more: Record<string, Json> = {}) => {
    const agent = draft.nodes.find((node) => node.kind === "agent");
    const change = { config: { ...agent?.config, tools, ...more } };
    const commands = [{ kind: "set-node" as const, id: agent?.id ?? "", change }];
    await run((db) => saveDraft(db, actor, harness.slug, { baseRev, batchId: randomUUID(), commands }));
    return (await run((db) => createRelease(db, actor, harness.slug))).id;
  };
  /** Puts a memory step behind the agent. */
  const drawMemoryStep = async (baseRev: number, scope: string) => {
    const agent = draft.nodes.find((node) => node.kind === "agent");
    const node = {
      ...newNode(draft, "memory.write"),
      config: { scope, kind: "fact" },
      in: { key: { lit: "k" }, value: { lit: "v" } },
    };
    const from = { node: agent?.id ?? "", port: "out" };
    const edges = [{ id: newGraphId("e"), from, to: { node: node.id, port: "in" } }];
    const commands = [{ kind: "add-nodes" as const, nodes: [node], edges, at: {} }];
    await run((db) => saveDraft(db, actor, harness.slug, { baseRev, batchId: randomUUID(), commands }));
    return { node, freeze: async () => (await run((db) => createRelease(db, actor, harness.slug))).id };
  };
  const access = (releaseId: string, environment: "staging" | "production") =>
    run((db) => getReleaseAccess(db, actor, harness.slug, { releaseId, environment }));
  return { actor, run, harness, freezeWith, drawMemoryStep, access };
}

test("a tool that a release adds is shown with who decides, and with the policy that looks at its arguments", async () => {
  const { actor, run, harness, freezeWith, access } = await world();
  const one = await run((db) => createRelease(db, actor, harness.slug));
  await run((db) => promoteRelease(db, actor, harness.slug, { environment: "staging", releaseId: one.id, reason: "" }));
  const two = await freezeWith(1, ["orders_get", "refund_create"]);
  const { items, comparedTo } = await access(two, "staging");
  expect(comparedTo).toBe(1);
  expect(items.filter((item) => item.change !== "same")).toEqual([
    {
      does: "call-tool",
      resource: "refund_create",
      change: "added",
      steps: ["agent"],
      before: null,
      after: {
        verdict: "allow",
        why: "policy",
        policies: ["Agents may use tools that write"],
        conditional: [{ title: "Amounts over 100 need a person", effect: "ask" }],
      },
    },
  ]);
});

test("grants of memory are shown with what the policies say, and one that no policy permits is not released", async () => {
  const { run, harness, actor, freezeWith, access } = await world();
  const prompt = { system: "", user: "Sum up." };
  const memory = [
    { scope: "user", read: false, write: true },
    { scope: "tenant", read: true, write: false },
  ];
  const id = await freezeWith(1, ["orders_get"], { memory, prompt });
  const { items } = await access(id, "production");
  const ofMemory = items.filter(({ does }) => does.startsWith("agent-"));
  expect(ofMemory.map(({ does, resource, after }) => [does, resource, after?.verdict, after?.why])).toEqual([
    ["agent-read-memory", "tenant", "allow", "policy"],
    ["agent-write-memory", "user", "allow", "policy"],
  ]);
  const detail = await run((db) => getRelease(db, actor, harness.slug, id));
  expect(detail.memory).toEqual(memory.map((grant) => ({ step: "agent", ...grant })));
  const shared = [{ scope: "tenant", read: true, write: true }];
  await expect(freezeWith(2, ["orders_get"], { memory: shared, prompt })).rejects.toMatchObject({
    code: "not-releasable",
    errors: [{ pointer: "/nodes/agent", message: expect.stringContaining("writing the memory of scope tenant") }],
  });
});

test("a memory step is asked about like an agent: its verdict is shown, and one that no policy permits is not released", async () => {
  const permitted = await world();
  const { items } = await permitted.access(await (await permitted.drawMemoryStep(1, "user")).freeze(), "production");
  expect(items.find(({ does }) => does === "write-memory")).toMatchObject({
    resource: "user",
    after: { verdict: "allow", why: "policy" },
  });
  const refused = await world();
  const { node, freeze } = await refused.drawMemoryStep(1, "tenant");
  await expect(freeze()).rejects.toMatchObject({
    code: "not-releasable",
    errors: [{ pointer: `/nodes/${node.key}`, message: expect.stringContaining("writing the memory of scope tenant") }],
  });
});

test("a tenant of before is not released until somebody adds the starter policies that it lacks, as any change", async () => {
  const { actor, run, drawMemoryStep } = await world();
  const of = STARTER_POLICIES.split("\n\n").filter((policy) => !policy.includes("memory"));
  await run((db) => activatePolicies(db, actor, { cedarText: of.join("\n\n"), baseVersion: 1, note: "" }));
  const { freeze } = await drawMemoryStep(1, "user");
  await expect(freeze()).rejects.toMatchObject({ code: "not-releasable" });
  const { starters, policies, cedarText, version } = await run((db) => readPolicySet(db, actor.tenantId));
  const missing = missingStarters(starters, policies);
  expect(missing.map(({ id }) => id)).toEqual([
    "memory-read",
    "memory-of-run",
    "memory-of-conversation",
    "memory-of-user",
  ]);
  const added = { cedarText: withPolicies(cedarText, missing), baseVersion: version, note: "Starters" };
  await run((db) => activatePolicies(db, actor, added));
  await expect(freeze()).resolves.toEqual(expect.any(String));
  const after = await run((db) => readPolicySet(db, actor.tenantId));
  expect(missingStarters(after.starters, after.policies)).toEqual([]);
  expect(after.versions[0]).toMatchObject({ version: 3, note: "Starters", by: "system:test" });
});

test("the verdict is that of the environment that is asked about, by the policies of the moment", async () => {
  const { actor, run, harness, access } = await world();
  const { id } = await run((db) => createRelease(db, actor, harness.slug));
  const verdict = async (environment: "staging" | "production") => {
    const { items } = await access(id, environment);
    return items.find((item) => item.resource === "orders_get")?.after;
  };
  expect((await verdict("production"))?.verdict).toBe("allow");
  const forbid = `@id("no-orders")\n@title("No orders in production")\nforbid (principal, action == Slipway::Action::"tool.call", resource == Slipway::Tool::"orders_get") when { principal.environment == "production" };`;
  await run((db) =>
    activatePolicies(db, actor, { cedarText: `${STARTER_POLICIES}\n${forbid}\n`, baseVersion: 1, note: "" }),
  );
  expect(await verdict("production")).toMatchObject({ verdict: "deny", policies: ["No orders in production"] });
  // What depends on the environment alone is decided: it is no "may still".
  expect(await verdict("staging")).toMatchObject({ verdict: "allow", conditional: [] });
});

test("another tenant's release does not exist", async () => {
  const [one, two] = [await world(), await world()];
  const { id } = await one.run((db) => createRelease(db, one.actor, one.harness.slug));
  await expect(two.access(id, "production")).rejects.toMatchObject({ code: "not-found" });
});

import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { addSandboxConnection } from "@/lib/governance/models/mutations.server";
import { activatePolicies, activateStarterPolicies } from "@/lib/governance/policies/mutations.server";
import { STARTER_POLICIES } from "@/lib/governance/policies/starter-policies";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { findBuiltInTool } from "@/lib/release/built-in-tools";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

const tools = ["orders_get", "refund_create"].flatMap((key) => findBuiltInTool(key) ?? []);
const PROGRAM = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    {
      key: "reply",
      kind: "agent",
      config: {
        slot: "main",
        prompt: { system: "You are the support desk.", user: "{{ input.message }}" },
        tools: tools.map(({ key }) => key),
        maxTurns: 6,
        maxTokens: 20_000,
        parallelToolCalls: 2,
      },
      policy: {
        retry: {
          maxAttempts: 6,
          backoff: "fixed",
          baseMs: 1,
          maxMs: 1,
          jitter: false,
          on: ["rate-limited", "unavailable"],
        },
      },
    },
    { key: "done", kind: "end", in: { answer: { cel: "steps.reply.output.text" } } },
  ],
  ["start > reply", "reply > done"],
  {
    models: { main: { model: "sandbox/support-demo", fallbacks: [], temperature: 0, maxOutputTokens: 500 } },
    tools: Object.fromEntries(tools.map((tool) => [tool.key, tool])),
  },
);
const FORBID = `${STARTER_POLICIES}
@id("no-orders")
@title("Nobody looks at orders")
forbid (principal, action == Slipway::Action::"tool.call", resource == Slipway::Tool::"orders_get");
`;

/** A tenant with the starter policies and the sandbox, and the parts of a production worker without waiting. */
async function desk(slug: string) {
  const stored = await storeTestRelease(slug, PROGRAM);
  const { tenantId } = stored;
  const actor = systemActor("test", tenantId, slug);
  await tenantTransaction(tenantId, async (db) => {
    await addSandboxConnection(db, actor);
    await activateStarterPolicies(db, actor);
  });
  const { sink, spans } = memorySpanSink();
  const pool = new SegmentPool({ ...productionParts({ sink, sleep: async () => {} }), workerId: "test" });
  const ask = async (message: string) => {
    const { runId } = await stored.queue({ message });
    await pool.execute({ tenantId, runId });
    return await tenantTransaction(tenantId, async (db) => ({
      run: await db.run.findFirstOrThrow({ where: { tenantId, id: runId } }),
      decisions: await db.decision.findMany({ where: { tenantId, runId }, orderBy: { at: "asc" } }),
      plans: await db.contextPlan.findMany({ where: { tenantId, runId } }),
      calls: await db.modelCall.findMany({ where: { tenantId, runId } }),
    }));
  };
  const forbid = () =>
    tenantTransaction(tenantId, (db) => activatePolicies(db, actor, { cedarText: FORBID, baseVersion: 1, note: "" }));
  return { ask, forbid, spans };
}

test("a run of an agent is decided, planned, priced and labelled, call by call", async () => {
  const { ask } = await desk("agent-run");
  const { run, decisions, plans, calls } = await ask("Where is order A-1001?");
  expect(run).toMatchObject({
    status: "succeeded",
    simulated: true,
    output: { answer: expect.stringContaining("A-1001 is") },
  });
  expect(run.inputTokens).toBe(plans.reduce((total, plan) => total + (plan.providerInputTokens ?? 0), 0));
  expect(decisions.map(({ resource, verdict }) => `${resource} ${verdict}`)).toContain("orders_get allow");
  expect(calls.map(({ stepKey }) => stepKey).sort()).toEqual(["reply#model:0", "reply#model:1"]);
  expect(calls.every(({ costMicros, simulated }) => costMicros === 0n && simulated)).toBe(true);
});

test("a tool that is forbidden meanwhile is denied in the next run, visibly and by name; the run goes on", async () => {
  const { ask, forbid, spans } = await desk("forbidden-run");
  expect((await ask("Where is order A-1001?")).run.output).toMatchObject({
    answer: expect.stringContaining("A-1001 is"),
  });
  await forbid();
  const { run, decisions } = await ask("Where is order A-1001?");
  expect(run).toMatchObject({
    status: "succeeded",
    output: { answer: expect.stringContaining('Policy "Nobody looks at orders" forbids') },
  });
  expect(decisions.find(({ verdict }) => verdict === "deny")).toMatchObject({ resource: "orders_get", why: "policy" });
  const denial = [...spans.values()].find((span) => span.kind === "policy");
  expect(denial).toMatchObject({ name: "Nobody looks at orders", nodeKey: "reply", error: { class: "policy_denied" } });
});

import { expect, test } from "vitest";
import type { Actor } from "@/lib/governance/access/actor";
import { scopesOf } from "@/lib/governance/access/scopes";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { activatePolicies } from "@/lib/governance/policies/mutations.server";
import { STARTER_POLICIES } from "@/lib/governance/policies/starter-policies";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { findBuiltInTool } from "@/lib/release/built-in-tools";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { openDecisions } from "@/lib/runtime/step-decisions/data.server";
import { decideStep } from "@/lib/runtime/step-decisions/mutations.server";
import { approvalWorld } from "@/lib/runtime/testing/approval-world.server";

const refund = findBuiltInTool("refund_create");
if (!refund) throw new Error("There is no refund_create.");
const PROGRAM = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    {
      key: "refund",
      kind: "tool",
      config: { tool: "refund_create" },
      in: { order_id: { lit: "A-1001" }, amount: { cel: "input.amount" }, reason: { lit: "late" } },
      sideEffect: "unsafe",
    },
    { key: "done", kind: "end", in: { refund: { cel: "steps.refund.output" } } },
  ],
  ["start > refund", "refund > done"],
  { tools: { refund_create: { ...refund, sideEffect: "unsafe" } } },
);

test("a call that needs a person parks the run with exactly its arguments; approved, it is made once and the run finishes", async () => {
  const { start, runOf, inbox, decide, pool, tenantId } = await approvalWorld(PROGRAM);
  const run = await start(12);
  expect((await runOf(run.runId)).status).toBe("succeeded");
  const large = await start(40_000);
  expect(await runOf(large.runId)).toMatchObject({ status: "parked", parkedReason: "approval" });
  const asked = (await inbox()).items;
  expect(asked).toMatchObject([
    {
      run: large.runId,
      resource: "refund_create",
      args: { amount: 40_000, order_id: "A-1001", reason: "late" },
      facts: { policies: ["Amounts over 100 need a person"] },
      mayDecide: true,
    },
  ]);
  await decide(asked[0]?.id ?? "", "approved");
  expect((await runOf(large.runId)).status).toBe("queued");
  await pool.execute(large);
  const verdicts = await tenantTransaction(tenantId, (db) =>
    db.decision.findMany({ where: { tenantId, runId: large.runId }, orderBy: [{ at: "asc" }, { id: "asc" }] }),
  );
  expect(verdicts.map((one) => one.verdict)).toEqual(["needs_approval", "needs_approval", "allow"]);
  // The shop refuses more than the order cost: the call was really made.
  expect((await runOf(large.runId)).error).toMatchObject({ message: expect.stringContaining("more than order") });
});

test("rejected, the call is never made and the step fails with the words of the person", async () => {
  const { start, runOf, inbox, decide, pool, tenantId } = await approvalWorld(PROGRAM);
  const run = await start(150);
  await decide((await inbox()).items[0]?.id ?? "", "rejected");
  await pool.execute(run);
  expect((await runOf(run.runId)).error).toMatchObject({
    class: "policy_denied",
    message: expect.stringContaining("Seen"),
  });
  expect(await tenantTransaction(tenantId, (db) => db.effect.count({ where: { tenantId, runId: run.runId } }))).toBe(0);
});

test("the starter may not approve, a viewer may not, and nobody may twice or too late", async () => {
  const { start, inbox, decide, person, tenantId } = await approvalWorld(PROGRAM);
  await start(150);
  const id = (await inbox()).items[0]?.id ?? "";
  const viewer: Actor = { ...person, role: "VIEWER", scopes: scopesOf("VIEWER") };
  await expect(decide(id, "approved", viewer)).rejects.toMatchObject({ code: "forbidden" });
  const starter: Actor = { ...person, kind: "system", id: "test" };
  await expect(decide(id, "approved", starter)).rejects.toMatchObject({ code: "own-approval" });
  await expect(decide(id, "approved", person, new Date(Date.now() + 86_500_000))).rejects.toMatchObject({
    code: "approval-expired",
  });
  await decide(id, "approved");
  await expect(decide(id, "rejected")).rejects.toMatchObject({ code: "approval-decided" });
  expect((await inbox()).items).toEqual([]);
  expect(tenantId).toBeTruthy();
});

test("what was approved under other policies is asked again, and what is forbidden since is not made", async () => {
  const { start, runOf, inbox, decide, pool, system, tenantId } = await approvalWorld(PROGRAM);
  const activate = (text: string, baseVersion: number) =>
    tenantTransaction(tenantId, (db) => activatePolicies(db, system, { cedarText: text, baseVersion, note: "" }));
  const run = await start(150);
  await decide((await inbox()).items[0]?.id ?? "", "approved");
  await activate(`${STARTER_POLICIES}\n// reviewed`, 1);
  await pool.execute(run);
  expect((await runOf(run.runId)).status).toBe("parked");
  await decide((await inbox()).items[0]?.id ?? "", "approved");
  const never = `@id("stop") @title("No refunds") forbid (principal, action, resource == Slipway::Tool::"refund_create");`;
  await activate(`${STARTER_POLICIES}\n${never}`, 2);
  await pool.execute(run);
  expect((await runOf(run.runId)).error).toMatchObject({
    class: "policy_denied",
    message: expect.stringContaining("No refunds"),
  });
});

test("an unsafe call that may have happened waits for a decision; its result given by a person is the step's", async () => {
  const { queue, pool, runOf, person, tenantId } = await approvalWorld(PROGRAM);
  const begun = async () => {
    const run = await queue({ amount: 5 });
    await workerTransaction(tenantId, async (client) => {
      await client.query("INSERT INTO effect VALUES ($1, $2, $3, 'refund', 1, 'h', 'started', null, now())", [
        tenantId,
        `${run.runId}/refund/tool:0`,
        run.runId,
      ]);
    });
    await pool.execute(run);
    return run;
  };
  const say = (runId: string, choice: "retry" | "succeed" | "fail") =>
    withTenant(person, "run:approve", (db) =>
      decideStep(db, person, runId, {
        decision: { step: "refund", choice, output: choice === "succeed" ? { id: "RF-9" } : null, note: "" },
        now: new Date(),
      }),
    );
  const done = await begun();
  expect(await runOf(done.runId)).toMatchObject({ status: "parked", parkedReason: "decision" });
  expect(await withTenant(person, "run:read", (db) => openDecisions(db, person, done.runId))).toMatchObject([
    { step: "refund", reason: "decision", failure: { effect: "unknown" } },
  ]);
  await say(done.runId, "succeed");
  await pool.execute(done);
  expect(await runOf(done.runId)).toMatchObject({ status: "succeeded", output: { refund: { id: "RF-9" } } });
  await expect(say(done.runId, "retry")).rejects.toMatchObject({ code: "conflict" });
  const again = await begun();
  await say(again.runId, "retry");
  await pool.execute(again);
  expect(await runOf(again.runId)).toMatchObject({ status: "succeeded", output: { refund: { state: "accepted" } } });
  const failed = await begun();
  await say(failed.runId, "fail");
  await pool.execute(failed);
  expect((await runOf(failed.runId)).status).toBe("dead-lettered");
});

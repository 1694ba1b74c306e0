import { expect, test } from "vitest";
import type { Actor } from "@/lib/governance/access/actor";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { refusalOf } from "@/lib/governance/approvals/may-decide";
import { decideApproval } from "@/lib/governance/approvals/mutations.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { approvalWorld } from "@/lib/runtime/testing/approval-world.server";

const ASKING = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    {
      key: "ask",
      kind: "approval",
      config: {
        title: "Ship it?",
        role: "RUNTIME",
        excludeStarter: true,
        expiresMs: 60_000,
        form: { type: "object", properties: { carrier: { type: "string" } }, required: ["carrier"] },
      },
      in: { order: { cel: "input.amount" } },
    },
    { key: "yes", kind: "end", in: { answer: { cel: "steps.ask.output" } } },
    { key: "no", kind: "end", in: { no: { cel: "steps.ask.output.comment" } } },
    { key: "late", kind: "end", in: { late: { lit: true } } },
  ],
  ["start > ask", "ask.approved > yes", "ask.rejected > no", "ask.timeout > late"],
);

test("an approval step shows what it binds, asks for its form, and leaves by what the person decides", async () => {
  const { start, runOf, inbox, decide, pool, person } = await approvalWorld(ASKING);
  const run = await start(7);
  expect(await runOf(run.runId)).toMatchObject({ status: "parked", parkedReason: "approval", leaseUntil: null });
  const [asked] = (await inbox()).items;
  expect(asked).toMatchObject({ kind: "node", title: "Ship it?", args: { order: 7 }, mayDecide: true, step: "ask" });
  const approve = (form: object | null, by = person) =>
    withTenant(by, "run:read", (db) =>
      decideApproval(db, by, asked?.id ?? "", {
        decision: { decision: "approved", comment: "Seen", form: form && { ...form } },
        now: new Date(),
      }),
    );
  await expect(approve(null)).rejects.toMatchObject({ code: "invalid" });
  const starter: Actor = { ...person, kind: "system", id: "test" };
  await expect(approve({ carrier: "post" }, starter)).rejects.toMatchObject({ code: "own-approval" });
  await approve({ carrier: "post" });
  await pool.execute(run);
  expect(await runOf(run.runId)).toMatchObject({
    status: "succeeded",
    output: { answer: { decision: "approved", by: "user:u-1", form: { carrier: "post" }, comment: "Seen" } },
  });
  const other = await start(8);
  await decide((await inbox()).items[0]?.id ?? "", "rejected");
  await pool.execute(other);
  expect((await runOf(other.runId)).output).toEqual({ no: "Seen" });
});

test("the form of an approval is checked as every schema is: patterns are RE2, and a hostile one ends at once", async () => {
  const form = {
    type: "object",
    properties: { carrier: { type: "string", pattern: "(?i)^post$" }, code: { type: "string", pattern: "^(a+)+$" } },
    required: ["carrier"],
  };
  const nodes = ASKING.nodes.map((node) => (node.key === "ask" ? { ...node, config: { ...node.config, form } } : node));
  const { start, inbox, person } = await approvalWorld({ ...ASKING, nodes });
  await start(7);
  const [asked] = (await inbox()).items;
  const approve = (values: Record<string, string>) =>
    withTenant(person, "run:read", (db) =>
      decideApproval(db, person, asked?.id ?? "", {
        decision: { decision: "approved", comment: "", form: values },
        now: new Date(),
      }),
    );
  await expect(approve({ carrier: "pigeon", code: `${"a".repeat(60)}!` })).rejects.toMatchObject({
    code: "invalid",
    errors: [{ pointer: "/form/carrier" }, { pointer: "/form/code" }],
  });
  await approve({ carrier: "POST", code: "aaa" });
});

test("an approval step that nobody answers leaves by its exit timeout, and the question is closed", async () => {
  let now = Date.now();
  const { start, runOf, inbox, pool, tenantId } = await approvalWorld(ASKING, { now: () => now });
  const run = await start(7);
  now += 61_000;
  await tenantTransaction(tenantId, (db) => db.$queryRaw`SELECT wake_run(${tenantId}::uuid, ${run.runId}::uuid)`);
  await pool.execute(run);
  expect(await runOf(run.runId)).toMatchObject({ status: "succeeded", output: { late: true } });
  expect((await inbox()).items).toEqual([]);
});

test("a step that is repeated before it waits asks once", async () => {
  const { start, inbox, stepAgain } = await approvalWorld(ASKING);
  const run = await start(7);
  const again = await stepAgain(run.runId);
  expect((await inbox()).items.map(({ id }) => id)).toEqual([again]);
});

test("who may decide: the role or the people that the step names; an owner for every role", () => {
  const asked = { role: "ADMIN", users: [], excludeStarter: false, requestedBy: "key:k" };
  const decider = { ref: "user:u", id: "u", mayApprove: true };
  expect(refusalOf({ ...decider, role: "ADMIN" }, asked)).toBeNull();
  expect(refusalOf({ ...decider, role: "OWNER" }, asked)).toBeNull();
  expect(refusalOf({ ...decider, role: "RUNTIME" }, asked)?.code).toBe("not-approver");
  expect(refusalOf({ ...decider, role: "ADMIN" }, { ...asked, role: "RUNTIME" })).toBeNull();
  expect(refusalOf({ ...decider, role: "OWNER" }, { ...asked, role: null, users: ["v"] })?.code).toBe("not-approver");
});

import { randomBytes } from "node:crypto";
import type { Actor } from "@/lib/governance/access/actor";
import { scopesOf } from "@/lib/governance/access/scopes";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { callApprovals } from "@/lib/governance/approvals/call-approvals.server";
import { listApprovals } from "@/lib/governance/approvals/data.server";
import { decideApproval } from "@/lib/governance/approvals/mutations.server";
import { activateStarterPolicies } from "@/lib/governance/policies/mutations.server";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { type Clock, systemClock } from "@/lib/platform/time/clock";
import type { Program } from "@/lib/release/program";
import { createApprovalExecutor } from "@/lib/runtime/nodes/approval-executor.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

/** A tenant with the starter policies (refunds over 100 need a person), with one worker that nothing holds up. */
export async function approvalWorld(program: Program, clock: Clock = systemClock) {
  const slug = `t${randomBytes(6).toString("hex")}`;
  const stored = await storeTestRelease(slug, program);
  const { tenantId } = stored;
  const system = systemActor("test", tenantId, slug);
  await tenantTransaction(tenantId, (db) => activateStarterPolicies(db, system));
  const { sink } = memorySpanSink();
  const pool = new SegmentPool({ ...productionParts({ sink, clock, sleep: async () => {} }), workerId: "test" });
  const person: Actor = { ...system, kind: "user", id: "u-1", role: "RUNTIME", scopes: scopesOf("RUNTIME") };
  const runOf = (id: string) =>
    tenantTransaction(tenantId, (db) => db.run.findFirstOrThrow({ where: { tenantId, id } }));
  const inbox = () => withTenant(person, "run:read", (db) => listApprovals(db, person, {}, { limit: 10 }));
  const decide = (id: string, decision: "approved" | "rejected", by = person, now = new Date()) =>
    withTenant(by, "run:read", (db) =>
      decideApproval(db, by, id, { decision: { decision, comment: "Seen", form: null }, now }),
    );
  const start = async (amount: number) => {
    const run = await stored.queue({ amount });
    await pool.execute(run);
    return run;
  };
  /** The executor of the step again, as after a crash before the journal had its wait. Returns the approval. */
  const stepAgain = async (runId: string) => {
    const node = program.nodes.find(({ kind }) => kind === "approval");
    const step = fakeStep({ kind: "approval", config: node?.config ?? {}, input: { order: 7 } });
    const run = { ...step.run, tenantId, runId, projectId: stored.projectId };
    const done = await createApprovalExecutor({ approvals: callApprovals })({
      ...step.attempt(2),
      run,
      stepKey: "ask",
    });
    return done.ok && "wait" in done && done.wait.for === "approval" ? done.wait.approvalId : null;
  };
  return { ...stored, stepAgain, system, person, pool, runOf, inbox, decide, start };
}

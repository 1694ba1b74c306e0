import type { Actor } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { requireTestRuns } from "@/lib/harness/test-runs/data.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { requestCancel } from "@/lib/release/mutations.server";
import { isTerminal } from "@/lib/release/run-status";

/** Ends test runs that are not over; whoever may start them may end them. Errors: `not-found` for any that is no test run. */
export async function cancelTestRuns(db: TenantDb, actor: Actor, runIds: readonly string[], now: Date) {
  const runs = await requireTestRuns(db, actor, runIds);
  const open = runs.filter((run) => !isTerminal(run.status)).map((run) => run.runId);
  if (open.length > 0) await requestCancel(db, actor.tenantId, open, now);
  for (const runId of open) await appendAuditEvent(db, actor, { action: "run.cancel", target: `run:${runId}` });
  return { cancelled: open.length };
}

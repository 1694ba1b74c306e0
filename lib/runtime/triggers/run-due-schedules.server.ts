import { systemActor } from "@/lib/governance/access/system-actor.server";
import { type TenantDb, tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { workerPool } from "@/lib/platform/db/worker-pool.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { type TenantId, tenantId } from "@/lib/platform/ids/branded-id";
import { log } from "@/lib/platform/log/log.server";
import { isTerminal } from "@/lib/release/run-status";
import { cancelRun, startRun } from "@/lib/runtime/runs/mutations.server";
import { decideTick, type TickDecision } from "@/lib/runtime/triggers/decide-tick";
import { ScheduleNode } from "@/lib/runtime/triggers/schema";
import type { Schedule } from "@/prisma/generated/client";

const MAX_ROWS = 200;
const OWNER_LOCK = "slipway-schedules";

/**
 * Starts what is due, in every tenant. One worker does it at a time (an advisory lock); a row lock makes each time come
 * once even if two did. Returns how many schedules were looked at.
 */
export async function runDueSchedules(nowMs: number): Promise<number> {
  const client = await workerPool().connect();
  try {
    const { rows } = await client.query("SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine", [OWNER_LOCK]);
    if (!rows[0]?.mine) return 0;
    try {
      const due = await client.query("SELECT tenant_id, id FROM lookup_due_schedules($1, $2)", [
        new Date(nowMs),
        MAX_ROWS,
      ]);
      for (const row of due.rows) await runOne(tenantId(row.tenant_id), row.id, nowMs);
      return due.rows.length;
    } finally {
      await client.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [OWNER_LOCK]);
    }
  } finally {
    client.release();
  }
}

/** A schedule that breaks holds up nobody else's. */
async function runOne(tenant: TenantId, id: string, nowMs: number): Promise<void> {
  try {
    await tenantTransaction(tenant, (db) => tick(db, tenant, id, nowMs));
  } catch (error) {
    log().error({ err: error, schedule: id }, "a schedule could not be run");
  }
}

async function tick(db: TenantDb, tenant: TenantId, id: string, nowMs: number): Promise<void> {
  await db.$queryRaw`SELECT id FROM schedule WHERE tenant_id = ${tenant}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const row = await db.schedule.findFirst({ where: { tenantId: tenant, id, state: "active" } });
  if (!row?.nextAt || row.nextAt.getTime() > nowMs) return;
  const config = ScheduleNode.parse(row.config);
  const decision = decideTick(
    {
      config,
      dueMs: row.nextAt.getTime(),
      isBusy: await isBusy(db, tenant, row.lastRunId),
      hasWaited: await hasWaited(db, row, row.nextAt),
    },
    nowMs,
  );
  if (decision.kind === "wait") return await record(db, row, { dueAt: row.nextAt, outcome: "waiting" }, nowMs);
  const dueAt = new Date(decision.dueMs);
  const outcome = decision.kind === "start" ? await start(db, row, decision, nowMs) : { outcome: WORDS[decision.kind] };
  await db.scheduleTick.deleteMany({
    where: { tenantId: tenant, scheduleId: id, dueAt: row.nextAt, outcome: "waiting" },
  });
  await record(db, row, { dueAt, ...outcome }, nowMs);
  await db.schedule.updateMany({
    where: { tenantId: tenant, id },
    data: {
      nextAt: decision.nextMs === null ? null : new Date(decision.nextMs),
      ...("runId" in outcome && { lastRunId: outcome.runId }),
    },
  });
}

const WORDS = { skip: "skipped", miss: "missed" } as const;

async function isBusy(db: TenantDb, tenant: TenantId, runId: string | null): Promise<boolean> {
  if (runId === null) return false;
  const run = await db.run.findFirst({ where: { tenantId: tenant, id: runId }, select: { status: true } });
  return run !== null && !isTerminal(run.status);
}

async function hasWaited(db: TenantDb, row: Schedule, dueAt: Date): Promise<boolean> {
  const where = { tenantId: row.tenantId, scheduleId: row.id, dueAt, outcome: "waiting" };
  return (await db.scheduleTick.count({ where })) > 0;
}

type Outcome = { outcome: string; runId?: string; detail?: string };

async function start(
  db: TenantDb,
  row: Schedule,
  { dueMs, cancelsPrevious, missedBefore }: Extract<TickDecision, { kind: "start" }>,
  nowMs: number,
): Promise<Outcome> {
  const actor = systemActor("schedule", tenantId(row.tenantId), "");
  if (cancelsPrevious && row.lastRunId) await cancelRun(db, actor, row.lastRunId, new Date(nowMs));
  const { tenantId: tenant, harnessId } = row;
  const harness = await db.harness.findFirst({ where: { tenantId: tenant, id: harnessId }, select: { slug: true } });
  const environment = row.environment === "staging" ? "staging" : "production";
  try {
    const { runId } = await startRun(
      db,
      actor,
      {
        harness: harness?.slug ?? "",
        environment,
        input: ScheduleNode.parse(row.config).input ?? {},
        thread: null,
        endUser: null,
      },
      {
        idempotencyKey: `schedule:${row.id}:${new Date(dueMs).toISOString()}`,
        trigger: "schedule",
        nowMs,
        options: { entry: row.nodeKey },
      },
    );
    const details = [missedBefore ? "earlier times were missed" : "", cancelsPrevious ? "ended the run before" : ""];
    return { outcome: "started", runId, detail: details.filter(Boolean).join(", ") };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const fields = (error.errors ?? []).map(({ pointer, message }) => `${pointer}: ${message}`);
    return { outcome: "failed", detail: [error.message, ...fields].join(" ").slice(0, 500) };
  }
}

async function record(db: TenantDb, row: Schedule, tick: Outcome & { dueAt: Date }, nowMs: number): Promise<void> {
  const { tenantId: tenant, id: scheduleId } = row;
  const { dueAt, outcome, runId = null, detail = "" } = tick;
  await db.scheduleTick.createMany({
    data: [{ tenantId: tenant, scheduleId, dueAt, outcome, runId, detail, at: new Date(nowMs) }],
    skipDuplicates: true,
  });
}

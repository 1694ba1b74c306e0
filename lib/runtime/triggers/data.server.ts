import type { Actor } from "@/lib/governance/access/actor";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { nextTicks } from "@/lib/release/triggers/next-ticks";
import { MAX_TRIGGERS } from "@/lib/runtime/triggers/max-triggers";
import { ScheduleNode, type TriggerList, WebhookConfig } from "@/lib/runtime/triggers/schema";

const SHOWN_NEXT = 5;
const SHOWN_TICKS = 10;

/** What starts runs by itself, in every environment: at most `MAX_TRIGGERS` webhook addresses and as many schedules. */
export async function listTriggers(db: TenantDb, actor: Actor, nowMs: number): Promise<TriggerList> {
  const { tenantId, projectId } = actor;
  const where = { tenantId, ...(projectId && { projectId }) };
  const order = { orderBy: { id: "asc" as const }, take: MAX_TRIGGERS };
  const [webhooks, schedules] = [
    await db.webhookEndpoint.findMany({ where, ...order }),
    await db.schedule.findMany({ where, ...order }),
  ];
  const harnesses = await harnessesOf(db, actor, [...webhooks, ...schedules]);
  const secrets = await db.secret.findMany({ where: { tenantId }, select: { name: true } });
  return {
    webhooks: webhooks.flatMap((row) => {
      const harness = harnesses.get(row.harnessId);
      if (!harness) return [];
      const { auth, secret } = WebhookConfig.parse(row.config);
      return [
        {
          kind: "webhook" as const,
          ...placeOf(row, harness),
          path: `/hooks/${actor.tenantSlug}/${row.id}`,
          auth,
          secret,
          isSecretThere: secrets.some(({ name }) => name === secret),
          last:
            row.lastAt && row.lastOutcome
              ? { at: row.lastAt.toISOString(), outcome: row.lastOutcome, runId: row.lastRunId }
              : null,
        },
      ];
    }),
    schedules: await Promise.all(
      schedules.flatMap((row) => {
        const harness = harnesses.get(row.harnessId);
        return harness ? [scheduleView(db, row, harness, nowMs)] : [];
      }),
    ),
  };
}

type Harness = { slug: string; name: string };
type Row = { id: string; harnessId: string; environment: string; nodeKey: string; state: string };

const placeOf = (row: Row, harness: Harness) => ({
  id: row.id,
  harness,
  environment: row.environment === "staging" ? ("staging" as const) : ("production" as const),
  node: row.nodeKey,
  state: row.state === "paused" ? ("paused" as const) : ("active" as const),
});

async function harnessesOf(db: TenantDb, { tenantId }: Actor, rows: Row[]): Promise<Map<string, Harness>> {
  const found = await db.harness.findMany({
    where: { tenantId, id: { in: rows.map(({ harnessId }) => harnessId) } },
    select: { id: true, slug: true, name: true },
  });
  return new Map(found.map(({ id, slug, name }) => [id, { slug, name }]));
}

async function scheduleView(
  db: TenantDb,
  row: Row & { tenantId: string; config: unknown; nextAt: Date | null },
  harness: Harness,
  nowMs: number,
): Promise<TriggerList["schedules"][number]> {
  const { input: _input, ...config } = ScheduleNode.parse(row.config);
  const ticks = await db.scheduleTick.findMany({
    where: { tenantId: row.tenantId, scheduleId: row.id },
    orderBy: { dueAt: "desc" },
    take: SHOWN_TICKS,
  });
  const isActive = row.state === "active" && row.nextAt !== null;
  return {
    kind: "schedule",
    ...placeOf(row, harness),
    ...config,
    next: isActive ? nextTicks(config, nowMs, SHOWN_NEXT).map((time) => new Date(time).toISOString()) : [],
    ticks: ticks.map(({ dueAt, outcome, detail, runId }) => ({
      dueAt: dueAt.toISOString(),
      outcome: outcomeOf(outcome),
      detail,
      runId,
    })),
  };
}

const OUTCOMES = ["started", "skipped", "missed", "waiting", "failed"] as const;
const outcomeOf = (text: string) => OUTCOMES.find((one) => one === text) ?? "failed";

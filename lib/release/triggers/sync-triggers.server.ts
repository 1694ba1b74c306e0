import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { newId } from "@/lib/platform/ids/new-id.server";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { Program, ProgramNode } from "@/lib/release/program";
import type { Environment } from "@/lib/release/run-request";
import { nextTicks, timesProblem } from "@/lib/release/triggers/next-ticks";

type Routed = { harnessId: string; projectId: string; environment: Environment; program: Program };
type Existing = { id: string; nodeKey: string };

/**
 * Makes the webhook addresses and schedules of an environment those of the release that it now runs, in the transaction
 * of the route. A trigger that stays (same node key) keeps its address, its state and its history; one that is gone goes.
 * Errors: `not-promotable` for a schedule that names no time.
 */
export async function syncTriggers(db: TenantDb, tenantId: TenantId, routed: Routed, nowMs: number): Promise<void> {
  await syncWebhooks(db, tenantId, routed, nowMs);
  await syncSchedules(db, tenantId, routed, nowMs);
}

const nodesOf = ({ program }: Routed, kind: ProgramNode["kind"]) => program.nodes.filter((node) => node.kind === kind);
const placeOf = (tenantId: TenantId, { harnessId, environment }: Routed) => ({ tenantId, harnessId, environment });
const gone = (existing: Existing[], nodes: ProgramNode[]): string[] =>
  existing.filter(({ nodeKey }) => !nodes.some((node) => node.key === nodeKey)).map(({ id }) => id);

async function syncWebhooks(db: TenantDb, tenantId: TenantId, routed: Routed, nowMs: number) {
  const nodes = nodesOf(routed, "trigger.webhook");
  const place = placeOf(tenantId, routed);
  const existing = await db.webhookEndpoint.findMany({ where: place, select: { id: true, nodeKey: true } });
  await db.webhookEndpoint.deleteMany({ where: { tenantId, id: { in: gone(existing, nodes) } } });
  for (const node of nodes) {
    const config = { ...NODE_CONFIG["trigger.webhook"].parse(node.config), in: node.in };
    const found = existing.find(({ nodeKey }) => nodeKey === node.key);
    if (found) await db.webhookEndpoint.updateMany({ where: { tenantId, id: found.id }, data: { config } });
    else
      await db.webhookEndpoint.create({
        data: { ...place, id: newId(nowMs), projectId: routed.projectId, nodeKey: node.key, config },
      });
  }
}

async function syncSchedules(db: TenantDb, tenantId: TenantId, routed: Routed, nowMs: number) {
  const nodes = nodesOf(routed, "trigger.schedule");
  const place = placeOf(tenantId, routed);
  const existing = await db.schedule.findMany({ where: place, select: { id: true, nodeKey: true } });
  await db.schedule.deleteMany({ where: { tenantId, id: { in: gone(existing, nodes) } } });
  for (const node of nodes) {
    const config = NODE_CONFIG["trigger.schedule"].parse(node.config);
    const problem = timesProblem(config);
    if (problem)
      throw new ProblemError(
        "not-promotable",
        `The schedule "${node.label || node.key}" never comes. ${problem.message} Repair it in the editor and make a new release.`,
      );
    const next = nextTicks(config, nowMs, 1)[0];
    const data = {
      config: { ...config, input: config.input ?? {} },
      nextAt: next === undefined ? null : new Date(next),
    };
    const found = existing.find(({ nodeKey }) => nodeKey === node.key);
    if (found) await db.schedule.updateMany({ where: { tenantId, id: found.id }, data });
    else
      await db.schedule.create({
        data: { ...place, id: newId(nowMs), projectId: routed.projectId, nodeKey: node.key, ...data },
      });
  }
}

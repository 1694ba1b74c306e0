import { type Actor, actorRef } from "@/lib/governance/access/actor";
import type { FirstLoopView, LoopStep } from "@/lib/harness/first-loop/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

/** What the person really did, read from drafts, runs, traces and policies. A key or the system has no first way around. */
export async function getFirstLoop(db: TenantDb, actor: Actor): Promise<FirstLoopView> {
  if (actor.kind !== "user") return { steps: [], dismissed: true };
  const { tenantId, id } = actor;
  const me = actorRef(actor);
  const own = await db.firstLoop.findFirst({ where: { tenantId, userId: id } });
  const [facts] = await db.$queryRaw<Record<Exclude<LoopStep, "inspect">, boolean>[]>`
    SELECT EXISTS (SELECT 1 FROM draft d JOIN harness h ON h.tenant_id = d.tenant_id AND h.id = d.harness_id
                    WHERE d.tenant_id = ${tenantId}::uuid AND (h.created_by = ${me} OR d.updated_by = ${me})
                      AND jsonb_array_length(d.doc->'edges') > 0) AS draw,
           EXISTS (SELECT 1 FROM run WHERE tenant_id = ${tenantId}::uuid AND started_by = ${me}) AS run,
           EXISTS (SELECT 1 FROM run r JOIN obs.run t ON t.tenant_id = r.tenant_id AND t.trace_id = r.id
                    WHERE r.tenant_id = ${tenantId}::uuid AND r.started_by = ${me} AND (t.error_count > 0 OR t.retry_count > 0 OR r.status IN ('failed', 'dead-lettered'))) AS break,
           EXISTS (SELECT 1 FROM policy_activation WHERE tenant_id = ${tenantId}::uuid AND by IN (${me}, ${id})) AS forbid`;
  const done: Record<LoopStep, boolean> = {
    ...{ draw: false, run: false, break: false, forbid: false, ...facts },
    inspect: Boolean(own?.inspectedAt),
  };
  const steps = (["draw", "run", "break", "inspect", "forbid"] as const).filter(
    (step) => step !== "forbid" || actor.scopes.has("policy:activate"),
  );
  return { steps: steps.map((step) => ({ step, done: done[step] })), dismissed: Boolean(own?.dismissedAt) };
}

import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { listModelRefs } from "@/lib/governance/models/list-model-refs.server";
import { requireHarness } from "@/lib/harness/harnesses/data.server";
import { lockRoutes } from "@/lib/harness/releases/lock-routes.server";
import { findHarnessSlots, ownSlot, slotIn } from "@/lib/harness/slots/data.server";
import { whyNotBind } from "@/lib/harness/slots/why-not-bind";
import type { ReleaseEnvironment } from "@/lib/harness/variables/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { slotPrefix } from "@/lib/release/bound-models";
import type { ModelSlot } from "@/lib/release/program";

type Place = { slot: string; environment: ReleaseEnvironment };

/**
 * Makes runs that start in an environment from now on ask another model in a slot than their release names. Errors:
 * `not-found` for a slot or a model that is not there; `invalid` for a model that may not answer there.
 */
export async function bindSlot(
  db: TenantDb,
  actor: Actor,
  slug: string,
  { slot, environment, model }: Place & { model: string },
): Promise<void> {
  await lockRoutes(db, actor.tenantId);
  const harness = await requireHarness(db, actor, slug);
  const known = slotIn(await findHarnessSlots(db, actor.tenantId, harness.id), environment, slot);
  if (!known) throw new ProblemError("not-found", `The harness has no slot "${slot}".`);
  const problem = await problemOf(db, actor.tenantId, { slot: known, ref: model, environment });
  if (problem) throw new ProblemError(problem.code, problem.message, [{ pointer: "/model", message: problem.message }]);
  const key = keyOf(actor, harness, { slot, environment });
  const before = await db.environmentBinding.findFirst({ where: key, select: { target: true } });
  const content = { target: model, updatedBy: actorRef(actor), updatedAt: new Date() };
  await db.environmentBinding.upsert({
    where: { tenantId_projectId_env_kind_name: key },
    create: { ...key, ...content },
    update: content,
  });
  await appendAuditEvent(db, actor, {
    action: "slot.bind",
    target: `harness:${slug}`,
    detail: { slot, environment, model, previous: before ? String(before.target) : null },
  });
}

/**
 * Runs that start from now on ask the model of their release again. Errors: `not-found` when nothing is bound;
 * `release-in-use` while the release that runs there has a model that may not answer there.
 */
export async function unbindSlot(
  db: TenantDb,
  actor: Actor,
  slug: string,
  { slot, environment }: Place,
): Promise<void> {
  const { tenantId } = actor;
  await lockRoutes(db, tenantId);
  const harness = await requireHarness(db, actor, slug);
  const where = keyOf(actor, harness, { slot, environment });
  const before = await db.environmentBinding.findFirst({ where, select: { target: true } });
  if (!before) throw new ProblemError("not-found", `Nothing is bound to the slot "${slot}" in ${environment}.`);
  const own = ownSlot((await findHarnessSlots(db, tenantId, harness.id))[environment], slot);
  const problem = own && (await problemOf(db, tenantId, { slot: own, ref: own.model, environment }));
  if (problem)
    throw new ProblemError(
      "release-in-use",
      `Runs in ${environment} would ask the model of their release again, ${own.model}. ${problem.message} Bind another model, or promote another release.`,
    );
  await db.environmentBinding.deleteMany({ where });
  await appendAuditEvent(db, actor, {
    action: "slot.unbind",
    target: `harness:${slug}`,
    detail: { slot, environment, previous: String(before.target) },
  });
}

type Asked = { slot: ModelSlot; ref: string; environment: ReleaseEnvironment };

/** Why a model may not answer for a slot there; null: it may. */
async function problemOf(
  db: TenantDb,
  tenantId: TenantId,
  { slot, ref, environment }: Asked,
): Promise<{ code: "not-found" | "invalid"; message: string } | null> {
  const model = (await listModelRefs(db, tenantId)).find((one) => one.ref === ref);
  if (!model) return { code: "not-found", message: `No connection of this tenant offers ${ref}. Add it under Models.` };
  const { demo } = await db.tenant.findFirstOrThrow({ where: { tenantId }, select: { demo: true } });
  const message = whyNotBind({ model, asks: slot, environment, isDemo: demo });
  return message === null ? null : { code: "invalid", message };
}

const keyOf = (
  { tenantId }: Actor,
  { id, projectId }: { id: string; projectId: string },
  { slot, environment }: Place,
) => ({ tenantId, projectId, env: environment, kind: "slot", name: `${slotPrefix(id)}${slot}` });

import { createHash } from "node:crypto";
import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { requireStepUp } from "@/lib/governance/access/require-step-up";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import {
  type PolicyIssue,
  readPolicyDocument,
  validatePolicies,
} from "@/lib/governance/policies/policy-document.server";
import { policySchema } from "@/lib/governance/policies/policy-schema";
import { listPolicyTools } from "@/lib/governance/policies/policy-tools.server";
import { STARTER_POLICIES } from "@/lib/governance/policies/starter-policies";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { newId } from "@/lib/platform/ids/new-id.server";

const SET_NAME = "Agent policies";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** Everything wrong with a policy text for this tenant's tools; empty when it can be activated. */
export async function checkPolicies(db: TenantDb, actor: Actor, cedarText: string): Promise<PolicyIssue[]> {
  const { policies, issues } = readPolicyDocument(cedarText);
  if (issues.length > 0) return issues;
  return validatePolicies(cedarText, policies, policySchema(await listPolicyTools(db, actor.tenantId)));
}

/**
 * Stores a text as the next version and puts it in force at once. `baseVersion` is the version that its author saw:
 * `conflict` when another one has become active since. Errors: `invalid-policy` with the findings; `step-up-required`.
 */
export async function activatePolicies(
  db: TenantDb,
  actor: Actor,
  change: { cedarText: string; baseVersion: number; note: string },
): Promise<{ version: number }> {
  const { tenantId } = actor;
  await lockTransaction(db, `policies:${tenantId}`);
  const issues = await checkPolicies(db, actor, change.cedarText);
  if (issues.length > 0)
    throw new ProblemError(
      "invalid-policy",
      "Nothing was changed. Correct the findings and activate again.",
      issues.map(({ message, start }) => ({ pointer: start === null ? "/cedarText" : `/cedarText/${start}`, message })),
    );
  const set = await findOrCreateSet(db, actor);
  const active = await db.policyActivation.findFirst({
    where: { tenantId, setId: set.id },
    orderBy: { seq: "desc" },
  });
  if ((active?.version ?? 0) !== change.baseVersion)
    throw new ProblemError(
      "conflict",
      `Version ${active?.version} was activated meanwhile. Compare your text with it and activate again.`,
    );
  requireStepUp(actor, new Date());
  const last = await db.policyVersion.aggregate({ where: { tenantId, setId: set.id }, _max: { version: true } });
  const version = (last._max.version ?? 0) + 1;
  await db.policyVersion.create({
    data: {
      tenantId,
      setId: set.id,
      version,
      cedarText: change.cedarText,
      schemaHash: sha256(policySchema(await listPolicyTools(db, tenantId))),
      sha256: sha256(`${tenantId}\n${change.cedarText}`),
      authorId: actorRef(actor),
      parent: active?.version ?? null,
      note: change.note,
    },
  });
  const now = new Date();
  if (active)
    await db.policyActivation.updateMany({
      where: { tenantId, setId: set.id, seq: active.seq },
      data: { supersededAt: now },
    });
  await db.policyActivation.create({
    data: { tenantId, setId: set.id, seq: (active?.seq ?? 0) + 1, version, by: actorRef(actor), at: now },
  });
  await appendAuditEvent(db, actor, {
    action: "policy.activate",
    target: `policy-set:${set.id}`,
    detail: { version, previous: active?.version ?? 0, sha256: sha256(change.cedarText), note: change.note },
  });
  return { version };
}

/** The policies that a new tenant starts with, active. */
export async function activateStarterPolicies(db: TenantDb, actor: Actor): Promise<void> {
  await activatePolicies(db, actor, { cedarText: STARTER_POLICIES, baseVersion: 0, note: "Starter policies" });
}

async function findOrCreateSet(db: TenantDb, { tenantId }: Actor): Promise<{ id: string }> {
  const found = await db.policySet.findFirst({ where: { tenantId, name: SET_NAME }, select: { id: true } });
  return (
    found ?? (await db.policySet.create({ data: { tenantId, id: newId(), name: SET_NAME }, select: { id: true } }))
  );
}

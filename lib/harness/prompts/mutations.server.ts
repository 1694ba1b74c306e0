import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { requireAsset } from "@/lib/harness/assets/data.server";
import { createAsset, reviseAsset, storeRevision } from "@/lib/harness/assets/mutations.server";
import { type PromptBody, storedBody } from "@/lib/harness/prompts/prompt-body";
import { promptIssues } from "@/lib/harness/prompts/prompt-issues";
import type { NewPrompt, NewVariant, PromptChange } from "@/lib/harness/prompts/schema";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { MAIN_VARIANT } from "@/lib/release/prompt-name";

const MAX_VARIANTS = 20;

/** Makes a prompt with revision 1. Errors: `invalid` when a template cannot be read, `conflict` when the key is taken. */
export async function createPrompt(db: TenantDb, actor: Actor, prompt: NewPrompt) {
  requireReadable(prompt.body);
  return { ...(await createAsset(db, actor, { kind: "prompt", ...prompt })), created: true };
}

/** Stores the next revision of a prompt. Drafts on "latest" use it at once, releases never. Errors as `reviseAsset`. */
export async function revisePrompt(db: TenantDb, actor: Actor, key: string, { baseRev, ...change }: PromptChange) {
  requireReadable(change.body);
  const { name } = await requireAsset(db, actor, "prompt", key, change.variant);
  return await reviseAsset(db, actor, baseRev, { kind: "prompt", key, name, ...change, read: storedBody });
}

/**
 * Makes a variant whose first revision is the text of another one. From then on each goes its own way. Errors: `not-found`
 * for an unknown revision, `conflict` when the name is taken, `invalid` when there are too many.
 */
export async function forkPrompt(db: TenantDb, actor: Actor, key: string, { name, from }: NewVariant) {
  const { tenantId } = actor;
  await lockTransaction(db, `asset:${tenantId}:prompt`);
  const { id, revisions } = await requireAsset(db, actor, "prompt", key, from.variant);
  const source = revisions.find((revision) => revision.rev === from.rev);
  if (!source) throw new ProblemError("not-found", `"${from.variant}" has no revision ${from.rev}.`);
  const where = { tenantId, assetId: id };
  const isTaken = name === MAIN_VARIANT || (await db.assetVariant.count({ where: { ...where, name } })) > 0;
  if (isTaken) throw new ProblemError("conflict", `"${key}" has a variant "${name}" already. Choose another name.`);
  if ((await db.assetVariant.count({ where })) >= MAX_VARIANTS)
    throw new ProblemError("invalid", `A prompt may have ${MAX_VARIANTS} variants beside "main".`);
  const forked = { forkedFrom: from.variant, forkedRev: from.rev };
  await db.assetVariant.create({ data: { ...where, name, ...forked, by: actorRef(actor) } });
  const body = storedBody(source.body);
  const message = `Forked from ${from.variant}, revision ${from.rev}`;
  await storeRevision(db, actor, { assetId: id, variant: name, rev: 1, body, message });
  await appendAuditEvent(db, actor, { action: "prompt.fork", target: `prompt:${key}`, detail: { name, ...from } });
  return { key, rev: 1, created: true };
}

function requireReadable(body: PromptBody): void {
  const issues = promptIssues(body);
  if (issues.length > 0)
    throw new ProblemError(
      "invalid",
      "Nothing was saved: a message has a mistake.",
      issues.map(({ pointer, message }) => ({ pointer: `/body${pointer}`, message })),
    );
}

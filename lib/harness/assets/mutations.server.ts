import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { requireAsset } from "@/lib/harness/assets/data.server";
import type { AssetKind } from "@/lib/harness/assets/schema";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { newId } from "@/lib/platform/ids/new-id.server";
import { checksum } from "@/lib/release/checksum.server";
import type { Json } from "@/lib/release/json-schema";
import { MAIN_VARIANT } from "@/lib/release/prompt-name";

/** Prompts, or tools, that a tenant may have. */
const MAX_ASSETS = 500;

type Content = {
  kind: AssetKind;
  key: string;
  /** Absent: "main". */
  variant?: string;
  name: string;
  body: Json;
  message: string;
  /** Reads a stored body in today's form, where an older one is kept. */
  read?: (stored: unknown) => Json;
};

/** Stores a prompt or a tool with revision 1. Errors: `conflict` when the key is taken, `invalid` when there are too many. */
export async function createAsset(db: TenantDb, actor: Actor, { kind, key, name, body, message }: Content) {
  const { tenantId } = actor;
  await lockTransaction(db, `asset:${tenantId}:${kind}`);
  const taken = await db.asset.findFirst({ where: { tenantId, kind, key }, select: { archivedAt: true } });
  if (taken)
    throw new ProblemError(
      "conflict",
      taken.archivedAt
        ? `An archived ${kind} has the key "${key}", and releases may name it. Restore that one, or choose another key.`
        : `There is a ${kind} "${key}" already. Choose another key, or revise that one.`,
    );
  if ((await db.asset.count({ where: { tenantId, kind } })) >= MAX_ASSETS)
    throw new ProblemError("invalid", `A tenant may have ${MAX_ASSETS} ${kind}s.`);
  const project = actor.projectId
    ? { id: actor.projectId }
    : await db.project.findFirstOrThrow({ where: { tenantId }, orderBy: { createdAt: "asc" }, select: { id: true } });
  const id = newId();
  await db.asset.create({ data: { tenantId, id, projectId: project.id, kind, key, name } });
  await storeRevision(db, actor, { assetId: id, variant: MAIN_VARIANT, rev: 1, body, message });
  await appendAuditEvent(db, actor, { action: `${kind}.create`, target: `${kind}:${key}`, detail: { name } });
  return { key, rev: 1 };
}

/**
 * Stores the next revision; earlier ones never change. The content of the newest revision again changes nothing. Errors:
 * `not-found`; `conflict` when somebody revised since `baseRev`.
 */
export async function reviseAsset(db: TenantDb, actor: Actor, baseRev: number, content: Content) {
  const { tenantId } = actor;
  const { kind, key, variant = MAIN_VARIANT, name, body, message, read } = content;
  await lockTransaction(db, `asset:${tenantId}:${kind}`);
  const { id, newest } = await requireAsset(db, actor, kind, key, variant);
  if (newest.rev !== baseRev)
    throw new ProblemError(
      "conflict",
      `"${key}" is at revision ${newest.rev}; your change is based on ${baseRev}. Load it again and repeat the change.`,
    );
  const hash = read ? checksum(read(newest.body)) : newest.bodyHash;
  if (hash === checksum(body)) return { key, rev: newest.rev, created: false };
  const rev = newest.rev + 1;
  await storeRevision(db, actor, { assetId: id, variant, rev, body, message });
  await db.asset.updateMany({ where: { tenantId, id }, data: { name } });
  await appendAuditEvent(db, actor, { action: `${kind}.revise`, target: `${kind}:${key}`, detail: { variant, rev } });
  return { key, rev, created: true };
}

type Revision = { assetId: string; variant: string; rev: number; body: Json; message: string };

/** Stores one revision; the caller has looked that its number is free. */
export async function storeRevision(db: TenantDb, actor: Actor, { body, ...rest }: Revision): Promise<void> {
  const stored = JSON.parse(JSON.stringify(body));
  await db.assetRevision.create({
    data: { tenantId: actor.tenantId, ...rest, body: stored, bodyHash: checksum(body), authorId: actorRef(actor) },
  });
}

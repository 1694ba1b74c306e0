import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { type Draft, emptyDraft } from "@/lib/harness/graph/draft";
import { draftContent } from "@/lib/harness/graph/draft-content";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { newId } from "@/lib/platform/ids/new-id.server";
import { checksum } from "@/lib/release/checksum.server";

/** Makes a harness with its draft "main". Its slug comes from the name, with a number when that is taken. */
export async function createHarness(
  db: TenantDb,
  actor: Actor,
  name: string,
  draft: Draft = emptyDraft(name),
): Promise<{ id: string; slug: string; name: string }> {
  const { tenantId } = actor;
  await lockTransaction(db, `harness:${tenantId}`);
  const project = actor.projectId
    ? { id: actor.projectId }
    : await db.project.findFirstOrThrow({ where: { tenantId }, orderBy: { createdAt: "asc" }, select: { id: true } });
  const [id, slug] = [newId(), await freeSlug(db, actor, name)];
  await db.harness.create({
    data: { tenantId, id, projectId: project.id, slug, name, createdBy: actorRef(actor) },
  });
  await db.draft.create({
    data: {
      tenantId,
      id: newId(),
      harnessId: id,
      name: "main",
      rev: 1,
      doc: draft,
      contentHash: checksum(draftContent(draft)),
      updatedBy: actorRef(actor),
      updatedAt: new Date(),
    },
  });
  await appendAuditEvent(db, actor, { action: "harness.create", target: `harness:${slug}`, detail: { name } });
  return { id, slug, name };
}

async function freeSlug(db: TenantDb, { tenantId }: Actor, name: string): Promise<string> {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const base = plain.slice(0, 50) || "harness";
  const taken = new Set(
    (await db.harness.findMany({ where: { tenantId, slug: { startsWith: base } }, select: { slug: true } })).map(
      (row) => row.slug,
    ),
  );
  for (let count = 1; ; count += 1) {
    const slug = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(slug)) return slug;
  }
}

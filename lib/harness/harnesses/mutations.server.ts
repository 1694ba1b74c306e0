import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { usersByKey } from "@/lib/harness/assets/data.server";
import { type Draft, emptyDraft } from "@/lib/harness/graph/draft";
import { draftContent } from "@/lib/harness/graph/draft-content";
import { requireArchivedHarness, requireHarness } from "@/lib/harness/harnesses/data.server";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { newId } from "@/lib/platform/ids/new-id.server";
import { checksum } from "@/lib/release/checksum.server";

/** Makes a harness with its draft "main", which has the same name. Its slug comes from the name, with a number when that is taken. */
export async function createHarness(
  db: TenantDb,
  actor: Actor,
  name: string,
  start: Draft = emptyDraft(name),
): Promise<{ id: string; slug: string; name: string }> {
  const { tenantId } = actor;
  await lockTransaction(db, `harness:${tenantId}`);
  const project = actor.projectId
    ? { id: actor.projectId }
    : await db.project.findFirstOrThrow({ where: { tenantId }, orderBy: { createdAt: "asc" }, select: { id: true } });
  const draft: Draft = { ...start, name };
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

/**
 * Takes a harness out of the lists. What environments run of it goes on, and so do its runs; nothing of it can be changed
 * until it is restored. Errors: `not-found`; `conflict` while another draft runs it as a subflow.
 */
export async function archiveHarness(db: TenantDb, actor: Actor, slug: string): Promise<void> {
  const { tenantId } = actor;
  const { id } = await requireHarness(db, actor, slug);
  const users = (await usersByKey(db, actor, subflowsOf)).get(slug)?.filter((user) => user.slug !== slug) ?? [];
  if (users.length > 0)
    throw new ProblemError(
      "conflict",
      `${users.map(({ name }) => `"${name}"`).join(", ")} ${users.length === 1 ? "runs" : "run"} it as a subflow. Take that step out first.`,
    );
  await db.harness.updateMany({ where: { tenantId, id }, data: { archivedAt: new Date() } });
  await appendAuditEvent(db, actor, { action: "harness.archive", target: `harness:${slug}`, detail: {} });
}

/** Makes a member the owner of a harness. Errors: `not-found` for an unknown harness and for a person who is no member. */
export async function setHarnessOwner(db: TenantDb, actor: Actor, slug: string, userId: string): Promise<void> {
  const { tenantId } = actor;
  const { id } = await requireHarness(db, actor, slug);
  const member = await db.membership.findFirst({ where: { tenantId, userId }, select: { userId: true } });
  if (!member) throw new ProblemError("not-found", "This person is no member. Choose one of the members.");
  await db.harness.updateMany({ where: { tenantId, id }, data: { ownerId: userId } });
  await appendAuditEvent(db, actor, { action: "harness.owner", target: `harness:${slug}`, detail: { userId } });
}

const subflowsOf = ({ nodes }: Draft): string[] =>
  nodes.flatMap(({ kind, config }) => (kind === "subflow" ? String(config.harness) : []));

/** Brings an archived harness back as it was. Errors: `not-found` for one that is unknown, foreign or not archived. */
export async function restoreHarness(db: TenantDb, actor: Actor, slug: string): Promise<void> {
  const { tenantId } = actor;
  const { id } = await requireArchivedHarness(db, actor, slug);
  await db.harness.updateMany({ where: { tenantId, id }, data: { archivedAt: null } });
  await appendAuditEvent(db, actor, { action: "harness.restore", target: `harness:${slug}`, detail: {} });
}

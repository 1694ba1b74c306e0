import type { Actor } from "@/lib/governance/access/actor";
import { usersByKey } from "@/lib/harness/assets/data.server";
import { knowledgeKeysOf } from "@/lib/harness/knowledge/knowledge-keys-of";
import {
  DocumentFormat,
  type DocumentSummary,
  type DocumentView,
  FoundPassage,
  type KnowledgeAnswer,
  type KnowledgeQuery,
  type KnowledgeSummary,
  type KnowledgeView,
  Language,
} from "@/lib/harness/knowledge/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { Manifest } from "@/lib/release/manifest";

const scopeOf = ({ tenantId, projectId }: Actor) => ({ tenantId, ...(projectId ? { projectId } : {}) });

/** The knowledge of a tenant, by key. */
export async function listKnowledge(db: TenantDb, actor: Actor): Promise<KnowledgeSummary[]> {
  const rows = await db.knowledge.findMany({
    where: scopeOf(actor),
    include: { documents: { where: { toRev: null }, select: { passages: true } } },
    orderBy: { key: "asc" },
  });
  const users = await usersByKey(db, actor, knowledgeKeysOf);
  return rows.map(({ documents, ...row }) => summaryOf(row, documents, users));
}

/** A knowledge row of a tenant by key. Throws `not-found`, also for one of another tenant. */
export async function requireKnowledge(db: TenantDb, actor: Actor, key: string) {
  const found = await db.knowledge.findFirst({ where: { ...scopeOf(actor), key } });
  if (!found) throw new ProblemError("not-found");
  return found;
}

/** One knowledge with the documents of its newest revision, by title, and where it is in use. */
export async function getKnowledge(db: TenantDb, actor: Actor, key: string): Promise<KnowledgeView> {
  const row = await requireKnowledge(db, actor, key);
  const documents = await db.knowledgeDocument.findMany({
    where: { tenantId: actor.tenantId, knowledgeId: row.id, toRev: null },
    omit: { content: true },
    orderBy: [{ title: "asc" }, { id: "asc" }],
  });
  const users = await usersByKey(db, actor, knowledgeKeysOf);
  return {
    ...summaryOf(row, documents, users),
    items: documents.map(documentOf),
    runsIn: await routedUsers(db, actor, row.id),
  };
}

/** A document of any revision with its passages. Throws `not-found`. */
export async function getDocument(db: TenantDb, actor: Actor, key: string, id: string): Promise<DocumentView> {
  const { id: knowledgeId, name } = await requireKnowledge(db, actor, key);
  const found = await db.knowledgeDocument.findFirst({
    where: { tenantId: actor.tenantId, knowledgeId, id },
    include: { parts: { orderBy: { position: "asc" }, select: { position: true, heading: true, content: true } } },
  });
  if (!found) throw new ProblemError("not-found");
  return { ...documentOf(found), knowledge: { key, name }, parts: found.parts };
}

/** What a step would find now. */
export async function searchKnowledge(
  db: TenantDb,
  actor: Actor,
  key: string,
  { query, topK, minScore }: KnowledgeQuery,
): Promise<KnowledgeAnswer> {
  const { id, rev } = await requireKnowledge(db, actor, key);
  const rows = await db.$queryRaw<unknown[]>`
    SELECT document_id AS "documentId", title, "position", heading, content, score
      FROM knowledge_search(${actor.tenantId}::uuid, ${id}::uuid, ${rev}, ${query}, ${minScore}, ${topK})`;
  return { rev, items: rows.map((row) => FoundPassage.parse(row)) };
}

/** Environments whose release looks things up in it. */
export async function routedUsers(db: TenantDb, { tenantId }: Actor, knowledgeId: string) {
  const routes = await db.environmentRoute.findMany({ where: { tenantId } });
  const releases = await db.release.findMany({
    where: { tenantId, id: { in: routes.map((route) => route.releaseId) } },
    select: { id: true, manifest: true },
  });
  const harnesses = await db.harness.findMany({ where: { tenantId }, select: { id: true, slug: true } });
  const slugOf = new Map(harnesses.map((harness) => [harness.id, harness.slug]));
  const pinned = new Map(
    releases.map(({ id, manifest }) => [
      id,
      Manifest.parse(manifest).knowledge?.find((one) => one.knowledgeId === knowledgeId)?.rev,
    ]),
  );
  return routes.flatMap(({ releaseId, harnessId, environment }) => {
    const rev = pinned.get(releaseId);
    return rev === undefined ? [] : [{ slug: slugOf.get(harnessId) ?? "", environment, rev }];
  });
}

type Row = Awaited<ReturnType<typeof requireKnowledge>>;
type Users = Awaited<ReturnType<typeof usersByKey>>;

const summaryOf = (row: Row, documents: readonly { passages: number }[], users: Users): KnowledgeSummary => ({
  key: row.key,
  name: row.name,
  language: Language.parse(row.language),
  rev: row.rev,
  documents: documents.length,
  passages: documents.reduce((total, { passages }) => total + passages, 0),
  updatedAt: row.updatedAt.toISOString(),
  usedBy: users.get(row.key) ?? [],
});

type DocumentRow = Omit<DocumentSummary, "format" | "addedAt"> & { format: string; addedAt: Date };

const documentOf = ({
  id,
  title,
  format,
  bytes,
  passages,
  fromRev,
  addedBy,
  addedAt,
}: DocumentRow): DocumentSummary => ({
  ...{ id, title, bytes, passages, fromRev, addedBy },
  format: DocumentFormat.parse(format),
  addedAt: addedAt.toISOString(),
});

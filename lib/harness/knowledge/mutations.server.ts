import type { z } from "zod";
import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { usersByKey } from "@/lib/harness/assets/data.server";
import { cutPassages, type Passage } from "@/lib/harness/knowledge/cut-passages";
import { requireKnowledge, routedUsers } from "@/lib/harness/knowledge/data.server";
import { knowledgeKeysOf } from "@/lib/harness/knowledge/knowledge-keys-of";
import {
  MAX_DOCUMENT_BYTES,
  MAX_DOCUMENTS,
  MAX_PASSAGES,
  type NewDocument,
  type NewKnowledge,
  type StoredDocument,
} from "@/lib/harness/knowledge/schema";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { newId } from "@/lib/platform/ids/new-id.server";
import { checksum } from "@/lib/release/checksum.server";

const MAX_COLLECTIONS = 100;

/** Makes a knowledge without documents. Errors: `conflict` when the key is taken, `invalid` at the bound. */
export async function createKnowledge(
  db: TenantDb,
  actor: Actor,
  { key, name, language }: z.infer<typeof NewKnowledge>,
) {
  const { tenantId } = actor;
  await lockTransaction(db, `knowledge:${tenantId}`);
  if (await db.knowledge.findFirst({ where: { tenantId, key }, select: { id: true } }))
    throw new ProblemError("conflict", `There is a knowledge base "${key}" already. Choose another key.`);
  if ((await db.knowledge.count({ where: { tenantId } })) >= MAX_COLLECTIONS)
    throw new ProblemError("invalid", `A tenant may have ${MAX_COLLECTIONS} of them.`);
  const project = actor.projectId
    ? { id: actor.projectId }
    : await db.project.findFirstOrThrow({ where: { tenantId }, orderBy: { createdAt: "asc" }, select: { id: true } });
  await db.knowledge.create({
    data: { tenantId, id: newId(), projectId: project.id, key, name, language, createdBy: actorRef(actor) },
  });
  await appendAuditEvent(db, actor, { action: "knowledge.create", target: `knowledge:${key}`, detail: { language } });
  return { key };
}

/**
 * Adds a document, in the place of the one with the same title; releases go on reading the revision that they pinned.
 * Errors: `not-found`; `invalid` when it is too large, has no text, or when there are too many.
 */
export async function addDocument(
  db: TenantDb,
  actor: Actor,
  key: string,
  { title, format, content }: NewDocument,
): Promise<z.infer<typeof StoredDocument>> {
  const { tenantId } = actor;
  const bytes = Buffer.byteLength(content);
  if (bytes > MAX_DOCUMENT_BYTES)
    throw refusal(
      "/content",
      `A document has at most ${MAX_DOCUMENT_BYTES / 1_000} kB, and this one has ${bytes} bytes.`,
    );
  const parts = cutPassages(content, format);
  if (parts.length === 0) throw refusal("/content", "There is no text in it besides headings.");
  await lockTransaction(db, `knowledge:${tenantId}:${key}`);
  const knowledge = await requireKnowledge(db, actor, key);
  const contentHash = checksum({ title, format, content });
  const open = { tenantId, knowledgeId: knowledge.id, toRev: null };
  const earlier = await db.knowledgeDocument.findFirst({ where: { ...open, title } });
  if (earlier?.contentHash === contentHash)
    return { id: earlier.id, rev: knowledge.rev, passages: earlier.passages, outcome: "unchanged" };
  await requireRoom(db, open, { documents: earlier ? 0 : 1, passages: parts.length - (earlier?.passages ?? 0) });
  const rev = await nextRev(db, knowledge);
  if (earlier) await db.knowledgeDocument.updateMany({ where: { ...open, id: earlier.id }, data: { toRev: rev } });
  const id = newId();
  await db.knowledgeDocument.create({
    data: {
      ...{ tenantId, knowledgeId: knowledge.id, id, title, format },
      content: content.replaceAll("\u0000", "").toWellFormed(),
      ...{ contentHash, bytes, passages: parts.length, fromRev: rev, addedBy: actorRef(actor) },
    },
  });
  await insertPassages(
    db,
    { tenantId, knowledgeId: knowledge.id, documentId: id, language: knowledge.language },
    parts,
  );
  const outcome = earlier ? "replaced" : "added";
  await appendAuditEvent(db, actor, {
    action: "knowledge.add-document",
    target: `knowledge:${key}`,
    detail: { document: id, title, rev, bytes, passages: parts.length, outcome },
  });
  return { id, rev, passages: parts.length, outcome };
}

/** Takes a document out of the next revision; releases that pinned an earlier one still read it. Errors: `not-found`. */
export async function removeDocument(db: TenantDb, actor: Actor, key: string, id: string): Promise<void> {
  const { tenantId } = actor;
  await lockTransaction(db, `knowledge:${tenantId}:${key}`);
  const knowledge = await requireKnowledge(db, actor, key);
  const open = { tenantId, knowledgeId: knowledge.id, id, toRev: null };
  const document = await db.knowledgeDocument.findFirst({ where: open, select: { title: true } });
  if (!document) throw new ProblemError("not-found");
  const rev = await nextRev(db, knowledge);
  await db.knowledgeDocument.updateMany({ where: open, data: { toRev: rev } });
  await appendAuditEvent(db, actor, {
    action: "knowledge.remove-document",
    target: `knowledge:${key}`,
    detail: { document: id, title: document.title, rev },
  });
}

/** Deletes a knowledge with every revision. Refused with `conflict` while a draft or a running release looks things up in it. */
export async function deleteKnowledge(db: TenantDb, actor: Actor, key: string): Promise<void> {
  const { tenantId } = actor;
  await lockTransaction(db, `knowledge:${tenantId}:${key}`);
  const { id: knowledgeId } = await requireKnowledge(db, actor, key);
  const drafts = (await usersByKey(db, actor, knowledgeKeysOf)).get(key) ?? [];
  const routes = await routedUsers(db, actor, knowledgeId);
  const users = [
    ...drafts.map(({ name }) => `the draft of ${name}`),
    ...routes.map((one) => `${one.slug} in ${one.environment}`),
  ];
  if (users.length > 0)
    throw new ProblemError("conflict", `It is still used by ${users.slice(0, 5).join(", ")}. Take it out there first.`);
  const where = { tenantId, knowledgeId };
  await db.knowledgePassage.deleteMany({ where });
  const { count } = await db.knowledgeDocument.deleteMany({ where });
  await db.knowledge.deleteMany({ where: { tenantId, id: knowledgeId } });
  await appendAuditEvent(db, actor, {
    action: "knowledge.delete",
    target: `knowledge:${key}`,
    detail: { documents: count },
  });
}

type Open = { tenantId: string; knowledgeId: string; toRev: null };

async function requireRoom(db: TenantDb, where: Open, more: { documents: number; passages: number }): Promise<void> {
  const { _count, _sum } = await db.knowledgeDocument.aggregate({ where, _count: true, _sum: { passages: true } });
  if (_count + more.documents > MAX_DOCUMENTS)
    throw refusal(
      "/title",
      `It holds at most ${MAX_DOCUMENTS} documents. Remove one first, or make another knowledge base.`,
    );
  const passages = (_sum.passages ?? 0) + more.passages;
  if (passages > MAX_PASSAGES)
    throw refusal("/content", `It holds at most ${MAX_PASSAGES} passages; this would make ${passages}.`);
}

async function nextRev(db: TenantDb, { tenantId, id, rev }: { tenantId: string; id: string; rev: number }) {
  await db.knowledge.updateMany({ where: { tenantId, id }, data: { rev: rev + 1, updatedAt: new Date() } });
  return rev + 1;
}

type Place = { tenantId: string; knowledgeId: string; documentId: string; language: string };

/** In one statement; words of headings weigh more than those of the text. */
async function insertPassages(
  db: TenantDb,
  { tenantId, knowledgeId, documentId, language }: Place,
  parts: readonly Passage[],
): Promise<void> {
  const rows = JSON.stringify(parts.map(({ heading, text }, position) => ({ position, heading, content: text })));
  await db.$executeRaw`
    INSERT INTO knowledge_passage (tenant_id, knowledge_id, document_id, position, heading, content, words)
    SELECT ${tenantId}::uuid, ${knowledgeId}::uuid, ${documentId}::uuid, p.position, p.heading, p.content,
           setweight(to_tsvector(${language}::text::regconfig, p.heading), 'A')
             || setweight(to_tsvector(${language}::text::regconfig, p.content), 'D')
      FROM jsonb_to_recordset(${rows}::jsonb) AS p(position int, heading text, content text)`;
}

const refusal = (pointer: string, message: string) =>
  new ProblemError("invalid", `Nothing was added. ${message}`, [{ pointer, message }]);

import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { fromCursor, toCursor } from "@/lib/platform/http/cursor.server";
import { mayReadPayload } from "@/lib/runtime/memory/may-read-payload";
import { ChatMessage } from "@/lib/runtime/models/chat-message";
import type { ThreadList, ThreadMessageList, ThreadPage, ThreadView } from "@/lib/runtime/threads/schema";
import type { Prisma } from "@/prisma/generated/client";

type Page = z.infer<typeof ThreadPage>;
const ROW = {
  id: true,
  harnessId: true,
  environment: true,
  endUser: true,
  nextSeq: true,
  createdAt: true,
  lastMessageAt: true,
} as const;

/** Conversations that hold a message, last used first. */
export async function listThreads(
  db: TenantDb,
  actor: Actor,
  { limit, cursor }: Page,
): Promise<z.infer<typeof ThreadList>> {
  const { tenantId, projectId } = actor;
  const from = cursor === undefined ? null : fromCursor(cursor);
  const rows = await db.thread.findMany({
    where: {
      tenantId,
      ...(projectId && { projectId }),
      lastMessageAt: { not: null },
      ...(from && { OR: [{ lastMessageAt: { lt: from.at } }, { lastMessageAt: from.at, id: { lt: from.id } }] }),
    },
    orderBy: [{ lastMessageAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: ROW,
  });
  const items = await withHarness(db, actor, rows.slice(0, limit));
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last?.lastMessageAt ? toCursor(last.lastMessageAt, last.id) : null };
}

/** One conversation. Throws `not-found` for an unknown or foreign id. */
export async function getThread(db: TenantDb, actor: Actor, id: string): Promise<ThreadView> {
  const { tenantId, projectId } = actor;
  const row = await db.thread.findFirst({ where: { tenantId, id, ...(projectId && { projectId }) }, select: ROW });
  const [thread] = row ? await withHarness(db, actor, [row]) : [];
  if (!thread) throw new ProblemError("not-found");
  return thread;
}

type Row = Prisma.ThreadGetPayload<{ select: typeof ROW }>;

async function withHarness(db: TenantDb, { tenantId }: Actor, rows: Row[]): Promise<ThreadView[]> {
  const found = await db.harness.findMany({
    where: { tenantId, id: { in: rows.map(({ harnessId }) => harnessId) } },
    select: { id: true, slug: true, name: true },
  });
  const harnesses = new Map(found.map(({ id, ...harness }) => [id, harness]));
  return rows.map(({ harnessId, nextSeq, createdAt, lastMessageAt, ...row }) => ({
    ...row,
    harness: harnesses.get(harnessId) ?? { slug: "", name: "A harness that is gone" },
    messages: nextSeq - 1,
    createdAt: createdAt.toISOString(),
    lastMessageAt: lastMessageAt?.toISOString() ?? null,
  }));
}

/** Messages of a conversation, newest first. Throws `not-found` for an unknown or foreign thread. */
export async function listMessages(
  db: TenantDb,
  actor: Actor,
  threadId: string,
  { limit, cursor }: Page,
): Promise<z.infer<typeof ThreadMessageList>> {
  const thread = await getThread(db, actor, threadId);
  const before = cursor === undefined ? null : Number(cursor);
  if (before !== null && !Number.isInteger(before))
    throw new ProblemError("invalid", "The cursor is not one of ours. Start again without it.");
  const rows = await db.threadMessage.findMany({
    where: { tenantId: actor.tenantId, threadId, ...(before !== null && { seq: { lt: before } }) },
    orderBy: { seq: "desc" },
    take: limit + 1,
  });
  const mayRead = mayReadPayload(actor, thread.environment);
  const items = rows.slice(0, limit).map((row) => ({
    seq: row.seq,
    role: row.role,
    message: mayRead && !row.redactedAt ? ChatMessage.parse(row.parts) : null,
    isRedacted: !mayRead || row.redactedAt !== null,
    tokens: row.tokens,
    trust: row.trust,
    runId: row.runId,
    stepKey: row.stepKey,
    createdAt: row.createdAt.toISOString(),
  }));
  return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.seq) : null };
}

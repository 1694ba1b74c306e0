import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { fromCursor, toCursor } from "@/lib/platform/http/cursor.server";
import { mayReadPayload } from "@/lib/runtime/memory/may-read-payload";
import type { EntryDetail, EntryList, EntryPage, EntryView } from "@/lib/runtime/memory-entries/schema";
import type { Prisma } from "@/prisma/generated/client";

const MAX_VERSIONS = 200;
const NEWEST = { versions: { orderBy: { version: "desc" }, take: 1 } } as const;
type Row = Prisma.MemoryEntryGetPayload<{ include: { versions: true } }>;

/** Remembered facts, last changed first. */
export async function listEntries(
  db: TenantDb,
  actor: Actor,
  { limit, cursor }: z.infer<typeof EntryPage>,
): Promise<z.infer<typeof EntryList>> {
  const { tenantId, projectId } = actor;
  const from = cursor === undefined ? null : fromCursor(cursor);
  const rows = await db.memoryEntry.findMany({
    where: {
      tenantId,
      ...(projectId && { projectId }),
      ...(from && { OR: [{ updatedAt: { lt: from.at } }, { updatedAt: from.at, id: { lt: from.id } }] }),
    },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    include: NEWEST,
  });
  const items = rows.slice(0, limit).map((row) => viewOf(actor, row));
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? toCursor(last.updatedAt, last.id) : null };
}

/** One fact with its versions. Throws `not-found` for an unknown or foreign id. */
export async function getEntry(db: TenantDb, actor: Actor, id: string): Promise<z.infer<typeof EntryDetail>> {
  const { tenantId, projectId } = actor;
  const row = await db.memoryEntry.findFirst({
    where: { tenantId, id, ...(projectId && { projectId }) },
    include: { versions: { orderBy: { version: "desc" }, take: MAX_VERSIONS } },
  });
  if (!row) throw new ProblemError("not-found");
  const mayRead = mayReadPayload(actor, row.environment);
  return {
    entry: viewOf(actor, row),
    versions: row.versions.map(({ version, op, content, tokens, trust, authorType, runId, ...times }) => ({
      ...{ version, op, tokens, trust, authorType, runId },
      content: mayRead ? content : null,
      recordedAt: times.recordedAt.toISOString(),
      supersededAt: times.supersededAt?.toISOString() ?? null,
    })),
  };
}

function viewOf(actor: Actor, { id, environment, scope, scopeKey, kind, key, headVersion, ...row }: Row): EntryView {
  const head = row.versions[0];
  return {
    ...{ id, environment, scope, scopeKey, kind, key, status: row.status },
    version: headVersion,
    content: mayReadPayload(actor, environment) ? (head?.content ?? null) : null,
    tokens: head?.tokens ?? 0,
    trust: head?.trust ?? "untrusted",
    updatedAt: row.updatedAt.toISOString(),
  };
}

import type { Actor } from "@/lib/governance/access/actor";
import { type DecisionFilter, type DecisionPage, DecisionView } from "@/lib/governance/decisions/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { fromCursor, toCursor } from "@/lib/platform/http/cursor.server";
import type { Decision, Prisma } from "@/prisma/generated/client";

type Page = { limit: number; cursor?: string | undefined };

/** Decisions of a tenant, newest first. Keyset paging on (at, id): stable while agents go on asking. */
export async function listDecisions(
  db: TenantDb,
  actor: Actor,
  { verdict, harness, resource, run }: DecisionFilter,
  { limit, cursor }: Page,
): Promise<DecisionPage> {
  const where: Prisma.DecisionWhereInput = { tenantId: actor.tenantId, ...after(cursor) };
  if (verdict) where.verdict = verdict;
  if (harness) where.harnessSlug = harness;
  if (resource) where.resource = resource;
  if (run) where.runId = run;
  const rows = await db.decision.findMany({ where, orderBy: [{ at: "desc" }, { id: "desc" }], take: limit + 1 });
  const items = rows.slice(0, limit).map((row) => decisionView(row, actor));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? toCursor(last.at, last.id) : null };
}

function after(cursor: string | undefined): Prisma.DecisionWhereInput {
  if (cursor === undefined) return {};
  const { at, id } = fromCursor(cursor);
  return { at: { lte: at }, OR: [{ at: { lt: at } }, { id: { lt: id } }] };
}

function decisionView(row: Decision, actor: Actor): DecisionView {
  const mayRead = actor.scopes.has(row.environment === "draft" ? "payload:readDraft" : "payload:readProd");
  const input = DecisionView.shape.input.parse(row.input);
  return DecisionView.parse({
    ...row,
    at: row.at.toISOString(),
    run: row.runId,
    node: row.nodeKey,
    harness: row.harnessSlug,
    input: mayRead ? input : Object.fromEntries(Object.entries(input).filter(([name]) => name !== "args")),
  });
}

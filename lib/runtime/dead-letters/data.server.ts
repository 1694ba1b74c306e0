import type { Actor } from "@/lib/governance/access/actor";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { fromCursor, toCursor } from "@/lib/platform/http/cursor.server";
import { type DeadLetterFilter, type DeadLetterPage, DeadLetterView } from "@/lib/runtime/dead-letters/schema";
import type { DeadLetter, Prisma } from "@/prisma/generated/client";

const MAX_COUNT = 1_000;
type Page = { limit: number; cursor?: string | undefined };

/** Dead letters that match a filter, newest first. Keyset paging on (entered_at, id). */
export async function listDeadLetters(
  db: TenantDb,
  actor: Actor,
  filter: DeadLetterFilter,
  { limit, cursor }: Page,
): Promise<DeadLetterPage> {
  const where = await whereOf(db, actor, filter);
  const rows = await db.deadLetter.findMany({
    where: { AND: [where, after(cursor)] },
    orderBy: [{ enteredAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await views(db, actor, shown),
    nextCursor: rows.length > limit && last ? toCursor(last.enteredAt.toISOString(), last.id) : null,
    total: await db.deadLetter.count({ where, take: MAX_COUNT }),
  };
}

/** One dead letter. Throws `not-found` for an unknown or foreign id. */
export async function getDeadLetter(db: TenantDb, actor: Actor, id: string): Promise<DeadLetterView> {
  const row = await db.deadLetter.findFirst({ where: { ...projectOf(actor), tenantId: actor.tenantId, id } });
  const [view] = row ? await views(db, actor, [row]) : [];
  if (!view) throw new ProblemError("not-found");
  return view;
}

const projectOf = ({ projectId }: Actor) => (projectId ? { projectId } : {});

/** An unknown harness matches nothing. */
export async function whereOf(
  db: TenantDb,
  actor: Actor,
  { state = "open", harness, node, error, reason }: DeadLetterFilter,
): Promise<Prisma.DeadLetterWhereInput> {
  const { tenantId } = actor;
  const found = harness
    ? await db.harness.findFirst({ where: { tenantId, slug: harness }, select: { id: true } })
    : null;
  return {
    tenantId,
    ...projectOf(actor),
    resolution: state === "open" ? null : state,
    ...(harness ? { harnessId: found?.id ?? { in: [] } } : {}),
    ...(node ? { nodeKey: node } : {}),
    ...(error ? { errorClass: error } : {}),
    ...(reason ? { reason } : {}),
  };
}

function after(cursor: string | undefined): Prisma.DeadLetterWhereInput {
  if (cursor === undefined) return {};
  const { at, id } = fromCursor(cursor);
  return { enteredAt: { lte: at }, OR: [{ enteredAt: { lt: at } }, { id: { lt: id } }] };
}

async function views(db: TenantDb, { tenantId }: Actor, rows: readonly DeadLetter[]): Promise<DeadLetterView[]> {
  const runIds = rows.flatMap((row) => (row.replayRunId ? [row.runId, row.replayRunId] : [row.runId]));
  const runs = await db.run.findMany({
    where: { tenantId, id: { in: runIds } },
    select: { id: true, releaseId: true, environment: true, status: true, simulated: true },
  });
  const releases = await db.release.findMany({
    where: { tenantId, id: { in: runs.map((run) => run.releaseId) } },
    select: { id: true, number: true },
  });
  const harnesses = await db.harness.findMany({
    where: { tenantId, id: { in: rows.map((row) => row.harnessId) } },
    select: { id: true, slug: true, name: true },
  });
  return rows.flatMap((row) => {
    const run = runs.find((one) => one.id === row.runId);
    const harness = harnesses.find((one) => one.id === row.harnessId);
    const release = releases.find((one) => one.id === run?.releaseId);
    if (!run || !harness || !release) return [];
    const replay = runs.find((one) => one.id === row.replayRunId);
    return [
      DeadLetterView.parse({
        ...row,
        run: row.runId,
        harness,
        release,
        environment: run.environment,
        simulated: run.simulated,
        node: row.nodeKey,
        enteredAt: row.enteredAt.toISOString(),
        resolution: row.resolution && {
          kind: row.resolution,
          by: row.by,
          note: row.note,
          at: row.resolvedAt?.toISOString(),
          replay: replay ? { run: replay.id, status: replay.status } : null,
        },
      }),
    ];
  });
}

import type { z } from "zod";
import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { requireAsset } from "@/lib/harness/assets/data.server";
import { createAsset, reviseAsset } from "@/lib/harness/assets/mutations.server";
import { checkConditions } from "@/lib/harness/datasets/check-conditions";
import { isRowTooLarge, ROW_TOO_LARGE } from "@/lib/harness/datasets/is-row-too-large";
import { newRowId } from "@/lib/harness/datasets/new-row-id";
import {
  type CaseOfRun,
  DatasetBody,
  type DatasetChange,
  MAX_ROWS,
  type NewDataset,
  type RowContent,
  type RowSource,
} from "@/lib/harness/datasets/schema";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { checksum } from "@/lib/release/checksum.server";
import { findRunOutcome } from "@/lib/release/data.server";
import { Prisma } from "@/prisma/generated/client";

/** Makes a dataset without rows, revision 1. Errors: `conflict` when the key is taken. */
export async function createDataset(db: TenantDb, actor: Actor, { key, name }: z.infer<typeof NewDataset>) {
  const body = { rows: 0, added: 0, changed: 0, removed: 0, hash: checksum([]) };
  return { ...(await createAsset(db, actor, { kind: "dataset", key, name, body, message: "" })), created: true };
}

type PutRow = RowContent & { id?: string; source: RowSource };
export type RowChange = { put: readonly PutRow[]; drop: readonly string[] | "all"; message: string };

/**
 * Stores the next revision: rows put and dropped, all or nothing. Earlier revisions keep their rows. Errors: `not-found`;
 * `conflict` when somebody revised since `baseRev`; `invalid` for an unknown row or more than 10,000 rows.
 */
export async function reviseDataset(db: TenantDb, actor: Actor, key: string, baseRev: number, change: RowChange) {
  const { tenantId } = actor;
  const { id: assetId, name, newest } = await requireAsset(db, actor, "dataset", key);
  const before = DatasetBody.parse(newest.body);
  const { put, drop, message } = change;
  const replaced = put.flatMap((row) => row.id ?? []);
  const ended = drop === "all" ? null : [...new Set([...replaced, ...drop])];
  const removed = drop === "all" ? before.rows : new Set(drop.filter((id) => !replaced.includes(id))).size;
  const added = put.length - replaced.length;
  const rows = before.rows + added - removed;
  if (rows > MAX_ROWS)
    throw new ProblemError("invalid", `A dataset holds at most ${MAX_ROWS} rows; this would make ${rows}.`);
  const body = {
    ...{ rows, added, changed: replaced.length, removed },
    hash: checksum([before.hash, put, drop]),
  } satisfies DatasetBody;
  const isNothing = put.length === 0 && removed === 0;
  if (isNothing && newest.rev === baseRev) return { key, rev: newest.rev, created: false };
  const stored = await reviseAsset(db, actor, baseRev, { kind: "dataset", key, name, body, message });
  const kept = await db.datasetRow.findMany({
    where: { tenantId, assetId, revTo: null, rowId: { in: replaced } },
    select: { rowId: true, position: true },
  });
  const open = { tenantId, assetId, revTo: null };
  const { count } = await db.datasetRow.updateMany({
    where: ended ? { ...open, rowId: { in: ended } } : open,
    data: { revTo: stored.rev },
  });
  if (ended && count !== ended.length)
    throw new ProblemError("invalid", "Nothing was saved: a row that you change is not in the newest revision.");
  const last = await db.datasetRow.aggregate({ where: { tenantId, assetId }, _max: { position: true } });
  const positionOf = new Map(kept.map((row) => [row.rowId, row.position]));
  let next = (last._max.position ?? 0) + 1;
  await db.datasetRow.createMany({
    data: put.map(({ id, input, expected, tags, mocks, source }) => ({
      ...{ tenantId, assetId, tags, source },
      rowId: id ?? newRowId(),
      revFrom: stored.rev,
      position: (id ? positionOf.get(id) : undefined) ?? next++,
      input: input ?? Prisma.JsonNull,
      expected: expected ?? Prisma.DbNull,
      mocks: JSON.parse(JSON.stringify(mocks)),
    })),
  });
  return stored;
}

/** Edits by form: see `reviseDataset`. Errors: `invalid` too for a condition of a prepared answer that cannot work. */
export async function editDataset(db: TenantDb, actor: Actor, key: string, edit: z.infer<typeof DatasetChange>) {
  const conditionOf = checkConditions();
  const errors = edit.put.flatMap(({ mocks }, at) => {
    const problem = conditionOf(mocks);
    return problem ? [{ pointer: `/put/${at}/mocks/${problem.at}/when`, message: problem.message }] : [];
  });
  if (errors.length > 0)
    throw new ProblemError("invalid", "A condition of a prepared answer cannot work.", errors.slice(0, 100));
  const put = edit.put.map((row) => ({ ...row, source: { kind: "form" as const } }));
  return await reviseDataset(db, actor, key, edit.baseRev, { put, drop: edit.drop, message: edit.message });
}

/**
 * Makes a run a row: its input, its output as the expected answer if wanted, and the link back to it. A run is a row once;
 * two people who add different runs both succeed. Errors: `not-found` for an unknown run; `forbidden` without the right to
 * read payloads of its environment; `invalid` while it runs, or when it is too large; `conflict` when it is a row already.
 */
export async function addRunToDataset(db: TenantDb, actor: Actor, key: string, wanted: z.infer<typeof CaseOfRun>) {
  const { tenantId } = actor;
  await lockTransaction(db, `asset:${tenantId}:dataset`);
  const { id, newest } = await requireAsset(db, actor, "dataset", key);
  const run = await findRunOutcome(db, tenantId, wanted.runId);
  if (!run || (actor.projectId && run.projectId !== actor.projectId)) throw new ProblemError("not-found");
  const needed = run.environment === "production" ? "payload:readProd" : "payload:readDraft";
  if (!actor.scopes.has(needed))
    throw new ProblemError(
      "forbidden",
      `A test case copies what a person wrote. This needs the right "${needed}", which your role does not have.`,
    );
  if (run.endedAt === null)
    throw new ProblemError("invalid", "The run is not over yet. Make it a test case when it is.");
  const source = { kind: "run" as const, runId: wanted.runId };
  const there = { tenantId, assetId: id, revTo: null, source: { equals: source } };
  if (await db.datasetRow.findFirst({ where: there, select: { rowId: true } }))
    throw new ProblemError("conflict", `This run is a test case of "${key}" already. Change that row instead.`);
  const expected = wanted.expectOutput && run.output !== null ? { expected: run.output } : {};
  const row = { input: run.input, ...expected, tags: wanted.tags, mocks: [], source };
  if (isRowTooLarge(row)) throw new ProblemError("invalid", ROW_TOO_LARGE);
  return await reviseDataset(db, actor, key, newest.rev, {
    put: [row],
    drop: [],
    message: `Test case from run ${wanted.runId.slice(-8)}, by ${actorRef(actor)}`,
  });
}

import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { listAssets, requireAsset } from "@/lib/harness/assets/data.server";
import type { RowRef } from "@/lib/harness/datasets/row-ref";
import {
  DatasetBody,
  DatasetRow,
  type DatasetSummary,
  type DatasetView,
  type RowPage,
  type RowQuery,
} from "@/lib/harness/datasets/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { Prisma } from "@/prisma/generated/client";

type Asset = Awaited<ReturnType<typeof requireAsset>>;
const { sql } = Prisma;

const summaryOf = (asset: Pick<Asset, "key" | "name" | "newest">): DatasetSummary => ({
  key: asset.key,
  name: asset.name,
  rev: asset.newest.rev,
  rows: DatasetBody.parse(asset.newest.body).rows,
  by: asset.newest.authorId,
  at: asset.newest.at.toISOString(),
});

/** Every dataset of the tenant by key. */
export async function listDatasets(db: TenantDb, actor: Actor): Promise<DatasetSummary[]> {
  return (await listAssets(db, actor, "dataset")).map(summaryOf);
}

/** A dataset with its revisions, newest first. Throws `not-found`. */
export async function getDataset(db: TenantDb, actor: Actor, key: string): Promise<DatasetView> {
  const asset = await requireAsset(db, actor, "dataset", key);
  const tags = await db.$queryRaw<{ tag: string; rows: number }[]>`
    SELECT tag, count(*)::int AS rows FROM dataset_row, unnest(tags) AS tag
     WHERE tenant_id = ${actor.tenantId}::uuid AND asset_id = ${asset.id}::uuid AND rev_to IS NULL
     GROUP BY tag ORDER BY rows DESC, tag LIMIT 50`;
  return {
    ...summaryOf(asset),
    tags,
    revisions: asset.revisions.map(({ rev, body, message, authorId, at }) => {
      const { rows, added, changed, removed } = DatasetBody.parse(body);
      return { rev, rows, added, changed, removed, message, by: authorId, at: at.toISOString() };
    }),
  };
}

/** Rows of one revision in their order, after a position. Throws `not-found` for an unknown dataset or revision. */
export async function listRows(
  db: TenantDb,
  actor: Actor,
  key: string,
  query: z.infer<typeof RowQuery>,
): Promise<z.infer<typeof RowPage>> {
  const { id, newest } = await requireAsset(db, actor, "dataset", key);
  const rev = query.rev ?? newest.rev;
  if (rev > newest.rev) throw new ProblemError("not-found", `"${key}" has no revision ${rev}.`);
  const rows = await rowsOf(db, { tenantId: actor.tenantId, assetId: id, rev }, query);
  const items = rows.slice(0, query.limit);
  return { rev, items, nextAfter: rows.length > query.limit ? (items.at(-1)?.position ?? null) : null };
}

type Place = { tenantId: TenantId; assetId: string; rev: number };
type Page = { tag?: string; text?: string; after?: number; limit: number };

/** Up to `limit` + 1 rows of a revision. */
async function rowsOf(db: TenantDb, { tenantId, assetId, rev }: Place, page: Page): Promise<DatasetRow[]> {
  const like = page.text ? `%${page.text.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const rows = await db.$queryRaw<unknown[]>`
    SELECT row_id AS id, position, input, expected, tags, mocks, source FROM dataset_row
     WHERE tenant_id = ${tenantId}::uuid AND asset_id = ${assetId}::uuid
       AND rev_from <= ${rev} AND (rev_to IS NULL OR rev_to > ${rev}) AND position > ${page.after ?? -1}
       ${page.tag ? sql`AND ${page.tag} = ANY (tags)` : Prisma.empty}
       ${like ? sql`AND (input::text ILIKE ${like} OR expected::text ILIKE ${like})` : Prisma.empty}
     ORDER BY position, row_id LIMIT ${page.limit + 1}`;
  return rows.map(rowOf);
}

type Positions = { after?: number; limit: number; ids: readonly string[] | null };

/** Up to `limit` + 1 rows of a revision in their order; of these ids alone when there are any given. */
export async function positionedRows(
  db: TenantDb,
  { tenantId, assetId, rev }: Place,
  page: Positions,
): Promise<DatasetRow[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT row_id AS id, position, input, expected, tags, mocks, source FROM dataset_row
     WHERE tenant_id = ${tenantId}::uuid AND asset_id = ${assetId}::uuid
       AND rev_from <= ${rev} AND (rev_to IS NULL OR rev_to > ${rev}) AND position > ${page.after ?? -1}
       ${page.ids ? sql`AND row_id = ANY (${[...page.ids]})` : Prisma.empty}
     ORDER BY position, row_id LIMIT ${page.limit + 1}`;
  return rows.map(rowOf);
}

/** Rows of a revision by their ids. */
export const findRowsById = (db: TenantDb, place: Place, ids: readonly string[]): Promise<DatasetRow[]> =>
  positionedRows(db, place, { ids, limit: ids.length });

/** One row of a dataset. Throws `not-found` for an unknown dataset, revision or row. */
export async function requireRow(db: TenantDb, actor: Actor, { dataset, rev, row }: RowRef): Promise<DatasetRow> {
  const { id, newest } = await requireAsset(db, actor, "dataset", dataset);
  const place = { tenantId: actor.tenantId, assetId: id, rev: rev ?? newest.rev };
  const [found] = place.rev > newest.rev ? [] : await findRowsById(db, place, [row]);
  if (!found) throw new ProblemError("not-found", `"${dataset}" has no such row.`);
  return found;
}

/** SQL says null for an answer that is not there. An expected answer `null` is stored as JSON null and arrives as null too. */
function rowOf(row: unknown): DatasetRow {
  const { expected, ...rest } = { expected: null, ...Object(row) };
  return DatasetRow.parse(expected === null ? rest : { ...rest, expected });
}

/** Every row of one revision of a dataset, by tenant and key: what an experiment runs over. Null when there is none. */
export async function findRows(db: TenantDb, actor: Actor, key: string, rev: number): Promise<DatasetRow[] | null> {
  const { id, newest } = await requireAsset(db, actor, "dataset", key);
  if (rev > newest.rev) return null;
  return await rowsOf(db, { tenantId: actor.tenantId, assetId: id, rev }, { limit: 10_000 });
}

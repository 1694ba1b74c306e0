import { everyTenant } from "@/lib/platform/db/every-tenant.server";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

const MAX_DELTAS = 5_000;

/** Takes deltas away and adds them to the hourly rows, in one statement: nothing is counted twice, nothing is lost. */
const FOLD = `
  WITH taken AS (
    DELETE FROM obs.rollup_delta WHERE tenant_id = $1
       AND id IN (SELECT id FROM obs.rollup_delta WHERE tenant_id = $1 ORDER BY id LIMIT ${MAX_DELTAS}) RETURNING *)
  , classes AS (
    SELECT dim, hour, project_id, release_id, harness_slug, environment, simulated, k, jsonb_object_agg(class, total) AS errs
      FROM (SELECT dim, hour, project_id, release_id, harness_slug, environment, simulated, k, entry.key AS class,
                   sum(entry.value::bigint) AS total
              FROM taken, jsonb_each_text(errs) AS entry GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9) AS summed
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8)
  , buckets AS (
    SELECT dim, hour, project_id, release_id, harness_slug, environment, simulated, k, array_agg(total ORDER BY bucket) AS hist
      FROM (SELECT dim, hour, project_id, release_id, harness_slug, environment, simulated, k, cell.bucket, sum(cell.n)::bigint AS total
              FROM taken, unnest(hist) WITH ORDINALITY AS cell (n, bucket) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9) AS summed
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8)
  , sums AS (
    SELECT dim, hour, project_id, release_id, harness_slug, environment, simulated, k, sum(n) AS n, sum(n_err) AS n_err,
           sum(n_final) AS n_final, sum(n_final_err) AS n_final_err, sum(tokens) AS tokens, sum(cost_micros) AS cost_micros,
           sum(wasted_micros) AS wasted_micros
      FROM taken GROUP BY 1, 2, 3, 4, 5, 6, 7, 8)
  INSERT INTO obs.rollup_1h AS kept (tenant_id, dim, hour, project_id, release_id, harness_slug, environment, simulated, k,
         n, n_err, n_final, n_final_err, errs, hist, tokens, cost_micros, wasted_micros)
  SELECT $1, dim, hour, project_id, release_id, harness_slug, environment, simulated, k, n, n_err, n_final, n_final_err,
         coalesce(errs, '{}'), hist, tokens, cost_micros, wasted_micros
    FROM sums JOIN buckets USING (dim, hour, project_id, release_id, harness_slug, environment, simulated, k)
    LEFT JOIN classes USING (dim, hour, project_id, release_id, harness_slug, environment, simulated, k)
  ON CONFLICT (tenant_id, dim, hour, project_id, release_id, harness_slug, environment, simulated, k) DO UPDATE SET
    n = kept.n + excluded.n, n_err = kept.n_err + excluded.n_err, n_final = kept.n_final + excluded.n_final,
    n_final_err = kept.n_final_err + excluded.n_final_err, tokens = kept.tokens + excluded.tokens,
    cost_micros = kept.cost_micros + excluded.cost_micros, wasted_micros = kept.wasted_micros + excluded.wasted_micros,
    hist = ARRAY(SELECT coalesce(one, 0) + coalesce(other, 0) FROM unnest(kept.hist, excluded.hist) WITH ORDINALITY AS pair (one, other, n) ORDER BY n),
    errs = (SELECT coalesce(jsonb_object_agg(key, total), '{}') FROM (
      SELECT key, sum(value::bigint) AS total FROM (SELECT * FROM jsonb_each_text(kept.errs) UNION ALL SELECT * FROM jsonb_each_text(excluded.errs)) AS both_sides
       GROUP BY key) AS merged)`;

/** Folds what is new of one tenant; one worker at a time. Returns whether there may be more. */
export function foldTenant(tenant: TenantId): Promise<boolean> {
  return workerTransaction(tenant, async (client) => {
    const lock = await client.query("SELECT pg_try_advisory_xact_lock(hashtext('fold:' || $1)) AS mine", [tenant]);
    if (!lock.rows[0]?.mine) return false;
    const { rowCount } = await client.query(FOLD, [tenant]);
    return (rowCount ?? 0) > 0;
  });
}

/** Folds every tenant's deltas into the hourly rollup. Safe to run on several workers at once. */
export async function foldRollups(): Promise<void> {
  for await (const tenant of everyTenant()) while (await foldTenant(tenant));
}

import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** What a run and all sub-runs below it used. `runIds`: those that began, the run itself among them. */
export type RunTree = {
  runIds: string[];
  inputTokens: number;
  outputTokens: number;
  costMicros: number;
  simulated: boolean;
};

/** The trees below several runs, by the id of the run on top. */
export async function findRunTrees(
  db: TenantDb,
  tenantId: TenantId,
  runIds: readonly string[],
): Promise<Map<string, RunTree>> {
  const rows = await db.$queryRaw<(RunTree & { root: string })[]>`
    WITH RECURSIVE tree AS (
      SELECT id AS root, id FROM run WHERE tenant_id = ${tenantId}::uuid AND id = ANY (${runIds}::uuid[])
      UNION ALL
      SELECT tree.root, child.id FROM tree JOIN run child ON child.tenant_id = ${tenantId}::uuid AND child.parent_run_id = tree.id)
    SELECT tree.root::text AS root,
           array_agg(run.id::text) FILTER (WHERE run.id = tree.root OR run.started_at IS NOT NULL) AS "runIds",
           sum(run.input_tokens)::int AS "inputTokens", sum(run.output_tokens)::int AS "outputTokens",
           sum(run.cost_micros)::float8 AS "costMicros", bool_or(run.simulated) AS simulated
      FROM tree JOIN run ON run.tenant_id = ${tenantId}::uuid AND run.id = tree.id
     GROUP BY tree.root`;
  return new Map(rows.map(({ root, ...tree }) => [root, tree]));
}

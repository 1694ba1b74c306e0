import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

export type Trajectory = {
  /** The trace has its end, and nothing of it was dropped. */
  isComplete: boolean;
  /** Tools in the order in which their calls started; `http` for an HTTP step. */
  tools: string[];
};

/** Which tools several runs called, with the runs below them (`runIds`, the run itself among them). A run without a trace is not in the map. */
export async function findTrajectories(
  db: TenantDb,
  tenantId: TenantId,
  trees: ReadonlyMap<string, { runIds: readonly string[] }>,
): Promise<Map<string, Trajectory>> {
  const rootOf = new Map([...trees].flatMap(([root, { runIds }]) => runIds.map((id) => [id, root] as const)));
  const runIds = [...rootOf.keys()];
  const traces = await db.$queryRaw<{ id: string; done: boolean }[]>`
    SELECT trace_id::text AS id, ended_at IS NOT NULL AND NOT incomplete AS done FROM obs.run
     WHERE tenant_id = ${tenantId}::uuid AND trace_id = ANY (${runIds}::uuid[])`;
  const calls = await db.$queryRaw<{ id: string; tool: string }[]>`
    SELECT trace_id::text AS id, coalesce(tool_name, name) AS tool FROM obs.span
     WHERE tenant_id = ${tenantId}::uuid AND trace_id = ANY (${runIds}::uuid[]) AND kind IN ('tool', 'http') AND final
       AND started_at > now() - interval '30 days'
     ORDER BY started_at, seq`;
  const done = new Map(traces.map((trace) => [trace.id, trace.done]));
  const found = new Map(
    [...trees]
      .filter(([root]) => done.has(root))
      .map(([root, tree]) => [root, { isComplete: tree.runIds.every((id) => done.get(id)), tools: [] as string[] }]),
  );
  for (const { id, tool } of calls) found.get(rootOf.get(id) ?? "")?.tools.push(tool);
  return found;
}

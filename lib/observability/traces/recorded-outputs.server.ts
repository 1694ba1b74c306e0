import { z } from "zod";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

const Row = z.object({ node_id: z.string(), port: z.string().nullable(), output: z.string().nullable() });
const MAX_ROWS = 1_000;

/**
 * The outputs of the steps of a run that succeeded outside of containers, whole ones only, by node id. The exit that was
 * taken is known for steps that have more than one.
 */
export async function recordedOutputs(db: TenantDb, tenantId: TenantId, traceId: string) {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT s.node_id, s.attributes->>'port' AS port, p.output
      FROM obs.span s JOIN obs.span_payload p USING (tenant_id, trace_id, span_id, started_at)
     WHERE s.tenant_id = ${tenantId}::uuid AND s.trace_id = ${traceId}::uuid AND s.node_id IS NOT NULL
       AND s.status = 'ok' AND s.final AND s.iteration_path = '' AND s.step_key IS NOT NULL
       AND s.attributes ? 'port' AND NOT p.truncated
     ORDER BY s.started_at LIMIT ${MAX_ROWS}`;
  return new Map(
    rows.flatMap((row) => {
      const { node_id: id, port, output } = Row.parse(row);
      const value = readJson(output);
      return port === null || value === undefined ? [] : [[id, { output: value, port }] as const];
    }),
  );
}

function readJson(text: string | null) {
  if (text === null) return undefined;
  const parsed = z.json().safeParse(parse(text));
  return parsed.success ? parsed.data : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

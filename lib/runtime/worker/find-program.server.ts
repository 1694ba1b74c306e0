import { workerStatement } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { Program } from "@/lib/release/program";

const MAX_KEPT = 100;
const kept = new Map<string, Promise<Program>>();

/** The program of a release. Releases are immutable, so the last hundred stay in memory. */
export function findProgram(tenantId: TenantId, releaseId: string): Promise<Program> {
  const key = `${tenantId}:${releaseId}`;
  const known = kept.get(key);
  if (known) return known;
  const loading = load(tenantId, releaseId);
  kept.set(key, loading);
  loading.catch(() => kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  return loading;
}

async function load(tenantId: TenantId, releaseId: string): Promise<Program> {
  const { rows } = await workerStatement(tenantId, {
    text: "SELECT program FROM release WHERE tenant_id = $1 AND id = $2",
    values: [tenantId, releaseId],
  });
  if (!rows[0]) throw new Error(`There is no release ${releaseId}.`);
  return Program.parse(rows[0].program);
}

import { workerStatement } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { checksum } from "@/lib/release/checksum.server";
import { Program } from "@/lib/release/program";
import { ReleaseRefused } from "@/lib/runtime/segment/release-refused";

const MAX_KEPT = 100;
type Stored = { program: Program; isReleased: boolean };
const kept = new Map<string, Promise<Stored>>();

/**
 * The program of a release. Releases are immutable, so the last hundred stay in memory. Throws `ReleaseRefused` for a
 * program that is not the one of its hash, and for a candidate outside of tests.
 */
export async function findProgram(tenantId: TenantId, releaseId: string, environment: string): Promise<Program> {
  const { program, isReleased } = await find(tenantId, releaseId);
  if (!isReleased && environment !== "draft")
    throw new ReleaseRefused(`It was never released: a candidate runs in tests only, not in ${environment}.`);
  return program;
}

function find(tenantId: TenantId, releaseId: string): Promise<Stored> {
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

async function load(tenantId: TenantId, releaseId: string): Promise<Stored> {
  const { rows } = await workerStatement(tenantId, {
    text: "SELECT program, program_hash, state FROM release WHERE tenant_id = $1 AND id = $2",
    values: [tenantId, releaseId],
  });
  const [row] = rows;
  if (!row) throw new Error(`There is no release ${releaseId}.`);
  if (checksum(row.program) !== row.program_hash)
    throw new ReleaseRefused("Its program is not the one that was frozen: it does not have the hash of the release.");
  return { program: Program.parse(row.program), isReleased: row.state === "released" };
}

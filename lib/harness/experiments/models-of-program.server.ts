import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { findRelease } from "@/lib/release/data.server";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { Program } from "@/lib/release/program";

/** Every model that a run of a program may ask, also in the releases that its subflows run, however deep. */
export async function modelsOfProgram(db: TenantDb, tenantId: TenantId, program: Program): Promise<string[]> {
  const models = new Set<string>();
  const seen = new Set<string>();
  const programs = [program];
  for (let next = programs.pop(); next; next = programs.pop()) {
    for (const model of modelsOf(next)) models.add(model);
    const below = subflowsOf(next).filter((releaseId) => !seen.has(releaseId));
    for (const releaseId of below) seen.add(releaseId);
    const releases = await Promise.all(below.map((releaseId) => findRelease(db, tenantId, releaseId)));
    programs.push(...releases.flatMap((release) => release?.program ?? []));
  }
  return [...models];
}

const modelsOf = ({ models }: Program): string[] =>
  Object.values(models).flatMap((slot) => [slot.model, ...slot.fallbacks]);
const subflowsOf = ({ nodes }: Program): string[] =>
  nodes.flatMap(({ kind, config }) => (kind === "subflow" ? (NODE_CONFIG.subflow.parse(config).releaseId ?? []) : []));

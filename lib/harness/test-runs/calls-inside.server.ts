import { type CallsInside, changingSteps, subReleases } from "@/lib/harness/test-runs/changing-steps";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { findRelease } from "@/lib/release/data.server";
import type { Program } from "@/lib/release/program";

/** Releases that are looked into at most, over all depths; one that is not counts as if it may call anything. */
const MAX_RELEASES = 50;
const NOT_LOOKED_INTO: readonly string[] = ["steps that were not looked into"];

/** What the releases that subflow steps run may call that changes something outside, as deep as they go. */
export async function callsInside(db: TenantDb, tenantId: TenantId, program: Program): Promise<CallsInside> {
  const programs = await programsInside(db, tenantId, program);
  const known = new Map<string, readonly string[]>();
  const callsOf = (id: string): readonly string[] => {
    const inner = programs.get(id);
    const calls = known.get(id) ?? (inner ? namedCalls(inner, callsOf) : NOT_LOOKED_INTO);
    known.set(id, calls);
    return calls;
  };
  return new Map(subReleases(program).map((id) => [id, callsOf(id)]));
}

/** Programs of the releases that are run inside, by id. A release is made of releases that were there before it: there is no circle. */
async function programsInside(db: TenantDb, tenantId: TenantId, program: Program): Promise<Map<string, Program>> {
  const programs = new Map<string, Program>();
  const open = subReleases(program);
  for (let id = open.pop(); id !== undefined && programs.size < MAX_RELEASES; id = open.pop()) {
    const release = programs.has(id) ? null : await findRelease(db, tenantId, id);
    if (!release) continue;
    programs.set(id, release.program);
    open.push(...subReleases(release.program));
  }
  return programs;
}

function namedCalls(program: Program, callsOf: (id: string) => readonly string[]): string[] {
  const labels = new Map(program.nodes.map(({ id, label }) => [id, label]));
  const inside = new Map(subReleases(program).map((id) => [id, callsOf(id)]));
  return changingSteps(program, inside).map(({ node, calls }) => `“${labels.get(node)}” (${calls.join(", ")})`);
}

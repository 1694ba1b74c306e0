import type { Actor } from "@/lib/governance/access/actor";
import { requireHarness } from "@/lib/harness/harnesses/data.server";
import type { ReleaseList, ReleaseView } from "@/lib/harness/releases/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { Manifest } from "@/lib/release/manifest";
import { Program } from "@/lib/release/program";
import { ReadinessReport, type Severity } from "@/lib/release/readiness-report";

const MAX_RELEASES = 200;
const MAX_EVENTS = 50;

/** Releases of a harness, newest first, with what runs where and how that came about. */
export async function listReleases(db: TenantDb, actor: Actor, slug: string): Promise<ReleaseList> {
  const { tenantId } = actor;
  const harness = await requireHarness(db, actor, slug);
  const where = { tenantId, harnessId: harness.id };
  const releases = await db.release.findMany({
    where: { ...where, state: "released" },
    orderBy: { number: "desc" },
    take: MAX_RELEASES,
  });
  const routes = await db.environmentRoute.findMany({ where });
  const events = await db.routeEvent.findMany({ where, orderBy: { at: "desc" }, take: MAX_EVENTS });
  const numberOf = new Map(releases.map((release) => [release.id, release.number]));
  const runs = (id: string, environment: string) =>
    routes.some((route) => route.releaseId === id && route.environment === environment);
  return {
    harness: { slug: harness.slug, name: harness.name },
    items: releases.map((row): ReleaseView => {
      const manifest = Manifest.parse(row.manifest);
      const { findings } = ReadinessReport.parse(row.readiness);
      const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
      return {
        id: row.id,
        number: row.number ?? 0,
        contentHash: row.contentHash,
        createdBy: row.createdBy,
        at: row.at.toISOString(),
        environments: (["staging", "production"] as const).filter((environment) => runs(row.id, environment)),
        steps: Program.parse(row.program).nodes.length,
        models: manifest.models,
        tools: manifest.tools.map((tool) => tool.key),
        findings: { block: count("block"), review: count("review"), advice: count("advice") },
      };
    }),
    events: events.map((event) => ({
      id: event.id,
      environment: event.environment,
      kind: event.kind === "rollback" ? "rollback" : "promote",
      from: event.fromId ? (numberOf.get(event.fromId) ?? null) : null,
      to: numberOf.get(event.toId) ?? null,
      by: event.by,
      reason: event.reason,
      at: event.at.toISOString(),
    })),
  };
}

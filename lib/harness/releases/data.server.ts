import type { Actor } from "@/lib/governance/access/actor";
import { requireHarness } from "@/lib/harness/harnesses/data.server";
import { MAX_RELEASES } from "@/lib/harness/releases/max-releases";
import { programChanges } from "@/lib/harness/releases/program-changes";
import type { ReleaseDetail, ReleaseList, ReleaseView } from "@/lib/harness/releases/schema";
import { textChanges } from "@/lib/harness/releases/text-changes";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { Manifest } from "@/lib/release/manifest";
import { Program } from "@/lib/release/program";
import { promptName } from "@/lib/release/prompt-name";
import { ReadinessReport, type Severity } from "@/lib/release/readiness-report";

const MAX_EVENTS = 50;
const REVOCATION = { revocation: { select: { by: true, reason: true, at: true } } } as const;

/** Releases of a harness, newest first, with what runs where and how that came about. */
export async function listReleases(db: TenantDb, actor: Actor, slug: string): Promise<ReleaseList> {
  const { tenantId } = actor;
  const harness = await requireHarness(db, actor, slug);
  const where = { tenantId, harnessId: harness.id };
  const releases = await db.release.findMany({
    where: { ...where, state: "released" },
    include: REVOCATION,
    orderBy: { number: "desc" },
    take: MAX_RELEASES,
  });
  const routes = await db.environmentRoute.findMany({ where });
  const events = await db.routeEvent.findMany({ where, orderBy: { at: "desc" }, take: MAX_EVENTS });
  const numberOf = new Map(releases.map((release) => [release.id, release.number]));
  return {
    harness: { slug: harness.slug, name: harness.name },
    routeRevs: { staging: revOf(routes, "staging"), production: revOf(routes, "production") },
    items: releases.map((row) => viewOf(row, routes)),
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

/** A release with its findings, and what it changes against the one in production. Throws `not-found`. */
export async function getRelease(db: TenantDb, actor: Actor, slug: string, id: string): Promise<ReleaseDetail> {
  const { tenantId } = actor;
  const harness = await requireHarness(db, actor, slug);
  const where = { tenantId, harnessId: harness.id, state: "released" };
  const row = await db.release.findFirst({ where: { ...where, id }, include: REVOCATION });
  if (!row) throw new ProblemError("not-found");
  const routes = await db.environmentRoute.findMany({ where: { tenantId, harnessId: harness.id } });
  const other = await findCompared(db, row, routes, "production");
  const manifest = Manifest.parse(row.manifest);
  return {
    release: viewOf(row, routes),
    runsUnderWay: await db.run.count({ where: { tenantId, releaseId: id, endedAt: null } }),
    draftRev: manifest.draftRev,
    authors: manifest.authors,
    prompts: manifest.prompts.map(({ rev, ...ref }) => ({ prompt: promptName(ref), rev })),
    knowledge: (manifest.knowledge ?? []).map(({ knowledge, rev }) => ({ knowledge, rev })),
    memory: (manifest.memory ?? []).map(({ step, scope, read, write }) => ({ step, scope, read, write })),
    secrets: manifest.secrets,
    variables: manifest.vars ?? [],
    hosts: [...new Set(manifest.tools.flatMap((tool) => tool.hosts))].sort(),
    findings: ReadinessReport.parse(row.readiness).findings.map(({ repair: _repair, ...finding }) => finding),
    evidence: manifest.evidence ?? null,
    comparedTo: other?.number ?? null,
    changes: other ? programChanges(Program.parse(other.program), Program.parse(row.program)) : [],
    texts: other ? textChanges(Program.parse(other.program), Program.parse(row.program)) : [],
  };
}

/** What an environment runs beside this release; when it runs this one, or none, the release before it. */
export async function findCompared(
  db: TenantDb,
  { tenantId, harnessId, id, number }: Pick<ReleaseRow, "tenantId" | "harnessId" | "id" | "number">,
  routes: readonly Route[],
  environment: "staging" | "production",
): Promise<ReleaseRow | null> {
  const where = { tenantId, harnessId, state: "released" };
  const live = routes.find((route) => route.environment === environment && route.releaseId !== id);
  return live
    ? await db.release.findFirst({ where: { ...where, id: live.releaseId } })
    : await db.release.findFirst({ where: { ...where, number: { lt: number ?? 0 } }, orderBy: { number: "desc" } });
}

const revOf = (routes: readonly { environment: string; rev: number }[], environment: string): number =>
  routes.find((route) => route.environment === environment)?.rev ?? 0;

type ReleaseRow = NonNullable<Awaited<ReturnType<TenantDb["release"]["findFirst"]>>>;
type Route = { releaseId: string; environment: string };

type Revoked = { revocation: { by: string; reason: string; at: Date } | null };

function viewOf({ revocation, ...row }: ReleaseRow & Revoked, routes: readonly Route[]): ReleaseView {
  const manifest = Manifest.parse(row.manifest);
  const { findings } = ReadinessReport.parse(row.readiness);
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const runs = (environment: string) =>
    routes.some((route) => route.releaseId === row.id && route.environment === environment);
  return {
    id: row.id,
    number: row.number ?? 0,
    contentHash: row.contentHash,
    createdBy: row.createdBy,
    at: row.at.toISOString(),
    environments: (["staging", "production"] as const).filter(runs),
    revoked: revocation && { ...revocation, at: revocation.at.toISOString() },
    steps: Program.parse(row.program).nodes.length,
    models: manifest.models,
    tools: manifest.tools.map((tool) => tool.key),
    findings: { block: count("block"), review: count("review"), advice: count("advice") },
  };
}

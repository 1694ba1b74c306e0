import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { toolVerdicts } from "@/lib/governance/policies/ask-active-policies.server";
import { loadLibrary } from "@/lib/harness/compile/load-library.server";
import type { Draft } from "@/lib/harness/graph/draft";
import { listReviews, listWaivers, requireRelease } from "@/lib/harness/promotion/data.server";
import { sortFindings } from "@/lib/harness/promotion/judge-promotion";
import { loadTargetFacts } from "@/lib/harness/promotion/load-target-facts.server";
import type { PromotionCheck } from "@/lib/harness/promotion/schema";
import { assessReadiness } from "@/lib/harness/readiness/assess-readiness";
import { environmentPrograms } from "@/lib/harness/readiness/environment-programs";
import type { TargetFacts } from "@/lib/harness/readiness/target-facts";
import { findBrokenSteps } from "@/lib/harness/releases/broken-steps.server";
import { ReleaseEnvironment } from "@/lib/harness/variables/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { Manifest } from "@/lib/release/manifest";
import { Program } from "@/lib/release/program";

type Harness = { id: string; slug: string; createdBy: string; ownerId: string | null };
type Release = { id: string; number: number | null; program: unknown; manifest: unknown };

/** What stands between a release and an environment for this actor, now. */
export async function getPromotion(
  db: TenantDb,
  actor: Actor,
  slug: string,
  releaseId: string,
): Promise<PromotionCheck> {
  const { harness, release } = await requireRelease(db, actor, slug, releaseId);
  return await checkPromotion(db, actor, harness, release);
}

/** The readiness rules over a release as it is, with the policies, people, secrets and experiments as they are now. */
export async function checkPromotion(
  db: TenantDb,
  actor: Actor,
  harness: Harness,
  release: Release,
): Promise<PromotionCheck> {
  const { tenantId } = actor;
  const program = Program.parse(release.program);
  const registry = await loadLibrary(db, tenantId);
  const facts = await loadTargetFacts(db, actor, { harness, registry, releaseId: release.id, nodes: program.nodes });
  const tools = new Map(Object.entries(program.tools));
  const tenant = await db.tenant.findFirstOrThrow({ where: { tenantId }, select: { demo: true } });
  const { findings } = assessReadiness({
    draft: draftOf(program),
    library: { ...registry, tools },
    verdicts: await toolVerdicts(db, tenantId, harness.slug, [...tools.values()]),
    isDemo: tenant.demo,
    facts,
  });
  const broken = await findBrokenSteps(db, tenantId, {
    releaseId: release.id,
    environments: ReleaseEnvironment.options,
  });
  const tried = new Set(environmentPrograms(program, facts.slots).map(({ fingerprint }) => fingerprint));
  return {
    ...sortFindings([...findings, ...broken], await listWaivers(db, tenantId, harness.id)),
    evidence: facts.evidence.filter((one) => tried.has(one.fingerprint)),
    reviews: await listReviews(db, tenantId, release.id),
    fourEyes: await fourEyesOf(db, actor, harness, release, facts),
  };
}

/** A program as a draft again: what it holds is what rules look at. */
function draftOf({ format: _format, tools: _tools, vars: _vars, nodes, ...program }: Program): Draft {
  return {
    ...program,
    format: "slipway/workflow@1",
    nodes: nodes.map(({ sideEffect: _effect, ...node }) => node),
    at: {},
    groups: [],
  };
}

async function fourEyesOf(
  db: TenantDb,
  actor: Actor,
  harness: Harness,
  release: Release,
  facts: TargetFacts,
): Promise<PromotionCheck["fourEyes"]> {
  const { tenantId } = actor;
  const upTo = Manifest.parse(release.manifest).draftRev;
  const ran = await lookedAtBefore(db, tenantId, harness.id, release);
  const after = ran ? Manifest.parse(ran.manifest).draftRev : 0;
  const ops = await db.draftOp.findMany({
    where: { tenantId, draft: { harnessId: harness.id }, rev: { gt: after, lte: upTo } },
    distinct: ["actorId"],
    select: { actorId: true },
  });
  // The first revision is the harness as it was made; making it is drawing it.
  const authors = [...new Set([...ops.map((op) => op.actorId), ...(ran ? [] : [harness.createdBy])])].sort();
  const me = actorRef(actor);
  if (!facts.fourEyes) return { state: "off", authors };
  if (!authors.includes(me)) return { state: "ok", authors };
  return { state: facts.promoters >= 2 ? "author" : "alone", authors };
}

/**
 * The release that production runs; for one that is older than that, the newest up to it that production ran: what came
 * after that was never promoted, whatever runs now.
 */
async function lookedAtBefore(db: TenantDb, tenantId: TenantId, harnessId: string, { number }: Release) {
  const where = { tenantId, harnessId, environment: "production" };
  const route = await db.environmentRoute.findFirst({ where });
  if (!route) return null;
  const select = { number: true, manifest: true } as const;
  const live = await db.release.findFirst({ where: { tenantId, id: route.releaseId }, select });
  if (!live || (live.number ?? 0) <= (number ?? 0)) return live;
  const ran = await db.routeEvent.findMany({ where, distinct: ["toId"], select: { toId: true } });
  return await db.release.findFirst({
    where: { tenantId, harnessId, id: { in: ran.map((event) => event.toId) }, number: { lte: number ?? 0 } },
    orderBy: { number: "desc" },
    select,
  });
}

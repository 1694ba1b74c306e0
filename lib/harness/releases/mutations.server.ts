import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { requireStepUp } from "@/lib/governance/access/require-step-up";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import { requireProgram } from "@/lib/harness/compile/require-program";
import type { TestRun } from "@/lib/harness/drafts/schema";
import { programFingerprint } from "@/lib/harness/experiments/program-fingerprint";
import { checkPromotion } from "@/lib/harness/promotion/check-promotion.server";
import { requireRelease } from "@/lib/harness/promotion/data.server";
import { preflightRefusal, refusalOf } from "@/lib/harness/promotion/judge-promotion";
import { stopsRelease } from "@/lib/harness/readiness/stops-release";
import { refuseBrokenSteps } from "@/lib/harness/releases/broken-steps.server";
import { lockRoutes } from "@/lib/harness/releases/lock-routes.server";
import { manifestOf } from "@/lib/harness/releases/manifest-of.server";
import { prepareDraft } from "@/lib/harness/releases/prepare-draft.server";
import { refuseStaleRoute } from "@/lib/harness/releases/refuse-stale-route.server";
import { refuseRevoked } from "@/lib/harness/releases/revoke-release.server";
import { compileTest } from "@/lib/harness/test-runs/compile-test.server";
import { startOfTest } from "@/lib/harness/test-runs/data.server";
import { openTestConversation } from "@/lib/harness/test-runs/open-test-conversation.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { newId } from "@/lib/platform/ids/new-id.server";
import type { Evidence } from "@/lib/release/evidence";
import { MAX_EVIDENCE } from "@/lib/release/manifest";
import { enqueueRun, storeRelease } from "@/lib/release/mutations.server";
import { Program } from "@/lib/release/program";
import { syncTriggers } from "@/lib/release/triggers/sync-triggers.server";

/**
 * Starts a run of the draft as it is stored, or of a part of it, in the environment `draft`. Pinned steps give what they are
 * pinned to; with a row of a dataset, tools answer as the row prepares it. Errors: `not-found` for an unknown row,
 * `not-releasable` when it does not compile, `invalid` when the input does not fit, the part cannot be run alone or a pin
 * does not fit its step any more.
 */
export async function startTestRun(db: TenantDb, actor: Actor, slug: string, asked: TestRun, nowMs: number) {
  const { harness, draftId, draft, rev, library, report } = await prepareDraft(db, actor, slug);
  const { input, mocks } = await startOfTest(db, actor, draft, asked);
  const source = { db, actor, harnessId: harness.id, draftId, draft, library, input, mocks };
  const { compiled } = await compileTest(source, asked.part);
  const release = await storeRelease(db, actor.tenantId, "candidate", {
    harnessId: harness.id,
    program: compiled.program,
    manifest: manifestOf(draft, rev, compiled, [actorRef(actor)]),
    readiness: report,
    createdBy: actorRef(actor),
  });
  const person = await openTestConversation(db, { tenantId: actor.tenantId, harness, nowMs }, asked.as ?? {});
  const { runId } = await enqueueRun(
    db,
    actor.tenantId,
    {
      releaseId: release.id,
      harnessId: harness.id,
      projectId: harness.projectId,
      environment: "draft",
      trigger: "test",
      input,
      ...person,
      startedBy: actorRef(actor),
      idempotencyKey: null,
      ...(mocks ? { mocks } : {}),
    },
    nowMs,
  );
  return { runId, releaseId: release.id };
}

/** Freezes the stored draft as the next release; the same content gives the release that is there. Errors: `not-releasable`, `release-revoked`. */
export async function createRelease(db: TenantDb, actor: Actor, slug: string) {
  const { harness, draft, rev, library, report, evidence } = await prepareDraft(db, actor, slug);
  const blocking = report.findings.filter(stopsRelease);
  if (blocking.length > 0)
    throw new ProblemError(
      "not-releasable",
      blocking.length === 1
        ? "1 finding blocks this release. Repair it in the editor."
        : `${blocking.length} findings block this release. Repair them in the editor.`,
      blocking.map(({ nodeKey, explanation }) => ({ pointer: `/nodes/${nodeKey ?? ""}`, message: explanation })),
    );
  const compiled = requireProgram(compileDraft(draft, library));
  const authors = await db.draftOp.findMany({
    where: { tenantId: actor.tenantId, draft: { harnessId: harness.id } },
    distinct: ["actorId"],
    select: { actorId: true },
  });
  const release = await storeRelease(db, actor.tenantId, "released", {
    harnessId: harness.id,
    program: compiled.program,
    manifest: {
      ...manifestOf(draft, rev, compiled, authors.map((author) => author.actorId).sort()),
      evidence: evidenceAbout(compiled.program, evidence),
    },
    readiness: report,
    createdBy: actorRef(actor),
  });
  if (!release.created) await refuseRevoked(db, actor.tenantId, release.id);
  else
    await appendAuditEvent(db, actor, {
      action: "release.create",
      target: `release:${release.id}`,
      detail: { harness: slug, number: release.number, contentHash: release.contentHash },
    });
  return { id: release.id, number: release.number ?? 0, contentHash: release.contentHash, created: release.created };
}

/** What is known of exactly this program; the newest of it. */
function evidenceAbout(program: Program, evidence: readonly Evidence[]): Evidence[] {
  const fingerprint = programFingerprint(program);
  return evidence.filter((one) => one.fingerprint === fingerprint).slice(0, MAX_EVIDENCE);
}

/**
 * Makes an environment run a release from now on; runs under way keep theirs. `rollback`: the environment ran it before, and
 * only what would make it fail stops it; it asks for no password, so that nothing stands in the way of stopping harm. Errors:
 * `not-found`; `conflict`; `release-revoked`; `not-promotable` with open findings, or with a step that could run no more;
 * `needs-second-person`; `step-up-required` to promote.
 */
export async function promoteRelease(
  db: TenantDb,
  actor: Actor,
  slug: string,
  change: {
    environment: "staging" | "production";
    releaseId: string;
    reason: string;
    /** Confirms that nobody else looks at it, when nobody else could. */
    waiveSecondPerson?: boolean;
    /** How often the environment was changed when the person looked; `conflict` when it was changed since. */
    routeRev?: number | undefined;
  },
) {
  const { tenantId } = actor;
  const { environment, releaseId, reason, waiveSecondPerson = false } = change;
  await lockRoutes(db, tenantId);
  const { harness, release } = await requireRelease(db, actor, slug, releaseId);
  await refuseRevoked(db, tenantId, releaseId);
  await refuseBrokenSteps(db, tenantId, { releaseId, environment });
  const where = { tenantId, harnessId: harness.id, environment };
  const route = await db.environmentRoute.findFirst({ where });
  if (route?.releaseId === releaseId) return { environment, releaseId, rev: route.rev };
  await refuseStaleRoute(db, where, { seen: change.routeRev, rev: route?.rev ?? 0 });
  const previous = route
    ? await db.release.findFirst({ where: { tenantId, id: route.releaseId }, select: { number: true } })
    : null;
  const ranBefore = await db.routeEvent.findFirst({ where: { ...where, toId: releaseId }, select: { id: true } });
  const isOlder = previous?.number && release.number && release.number < previous.number;
  const kind = isOlder && ranBefore ? "rollback" : "promote";
  await refuseUnready(db, actor, { harness, release, environment, waiveSecondPerson, kind });
  const rev = (route?.rev ?? 0) + 1;
  if (route) await db.environmentRoute.updateMany({ where, data: { releaseId, rev, updatedAt: new Date() } });
  else await db.environmentRoute.create({ data: { ...where, releaseId, rev } });
  const { id: harnessId, projectId } = harness;
  await syncTriggers(
    db,
    tenantId,
    { harnessId, projectId, environment, program: Program.parse(release.program) },
    Date.now(),
  );
  await db.routeEvent.create({
    data: {
      ...where,
      id: newId(),
      fromId: route?.releaseId ?? null,
      toId: releaseId,
      kind,
      by: actorRef(actor),
      reason,
    },
  });
  await appendAuditEvent(db, actor, {
    action: `release.${kind}`,
    target: `release:${releaseId}`,
    detail: {
      ...{ harness: slug, environment, number: release.number, previous: previous?.number ?? null, reason },
      ...(waiveSecondPerson ? { waivedSecondPerson: true } : {}),
    },
  });
  return { environment, releaseId, rev };
}

type Asked = Awaited<ReturnType<typeof requireRelease>> & {
  environment: "staging" | "production";
  waiveSecondPerson: boolean;
  kind: "promote" | "rollback";
};

async function refuseUnready(db: TenantDb, actor: Actor, { harness, release, kind, ...asked }: Asked): Promise<void> {
  const check = await checkPromotion(db, actor, harness, release);
  const isSystem = actor.kind === "system";
  const refusal =
    kind === "rollback" ? preflightRefusal(check, asked.environment) : refusalOf(check, { ...asked, isSystem });
  if (refusal) throw new ProblemError(refusal.code, refusal.detail, refusal.errors);
  if (kind === "promote") requireStepUp(actor, new Date());
}

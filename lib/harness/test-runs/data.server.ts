import { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { requireRow } from "@/lib/harness/datasets/data.server";
import type { TestRun } from "@/lib/harness/drafts/schema";
import type { Draft } from "@/lib/harness/graph/draft";
import { requireHarness } from "@/lib/harness/harnesses/data.server";
import { inputIssues } from "@/lib/harness/test-runs/input-issues";
import { type NewestTestRun, TestRunState } from "@/lib/harness/test-runs/schema";
import { getTrace, type Viewer } from "@/lib/observability/traces/data.server";
import { recordedOutputs } from "@/lib/observability/traces/recorded-outputs.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { findRelease, findRunOutcomes } from "@/lib/release/data.server";
import type { Json } from "@/lib/release/json-schema";
import type { NodeOutput, Program } from "@/lib/release/program";
import type { RunMocks } from "@/lib/release/run-mocks";

export type EarlierRun = { program: Program; input: Json; outputs: ReadonlyMap<string, NodeOutput> };

/** What an earlier test run of the harness executed and gave; null for an unknown run, or one of another environment. */
export async function findEarlierRun(
  db: TenantDb,
  tenantId: TenantId,
  harnessId: string,
  runId: string,
): Promise<EarlierRun | null> {
  const run = await db.run.findFirst({
    where: { tenantId, id: runId, harnessId, environment: "draft" },
    select: { releaseId: true, input: true },
  });
  const release = run ? await findRelease(db, tenantId, run.releaseId) : null;
  if (!run || !release) return null;
  const outputs = await recordedOutputs(db, tenantId, runId);
  return { program: release.program, input: JSON.parse(JSON.stringify(run.input)), outputs };
}

/** So many earlier runs are looked through for outputs. */
const MAX_EARLIER = 8;
const NO_RUN = "00000000-0000-0000-0000-000000000000";
const IdRow = z.object({ id: z.uuid() });

type Alike = { harnessId: string; input: Json; mocks: RunMocks | null; first: string | undefined };

/**
 * The newest test runs of a harness with exactly this input and these prepared answers, by id: `first`, if it is one of
 * them, then the newest.
 */
export async function findRunsAlike(
  db: TenantDb,
  tenantId: TenantId,
  { harnessId, input, mocks, first = NO_RUN }: Alike,
): Promise<string[]> {
  const prepared = mocks === null ? null : JSON.stringify(mocks);
  const rows = await db.$queryRaw<unknown[]>`
    SELECT id FROM run
     WHERE tenant_id = ${tenantId}::uuid AND harness_id = ${harnessId}::uuid AND trigger = 'test'
       AND environment = 'draft' AND input = ${JSON.stringify(input)}::jsonb
       AND mocks IS NOT DISTINCT FROM ${prepared}::jsonb
     ORDER BY (id = ${first}::uuid) DESC, queued_at DESC LIMIT ${MAX_EARLIER}`;
  return rows.map((row) => IdRow.parse(row).id);
}

/**
 * The newest test run of a harness, whoever started it, and whether the draft says something else since; null before the
 * first, and when what is known of it is gone. Throws `not-found` for the harness.
 */
export async function getNewestTestRun(db: TenantDb, actor: Actor, slug: string): Promise<NewestTestRun> {
  const { tenantId, projectId } = actor;
  const harness = await requireHarness(db, actor, slug);
  const run = await db.run.findFirst({
    where: { tenantId, harnessId: harness.id, environment: "draft", trigger: "test" },
    orderBy: { queuedAt: "desc" },
    select: { id: true, releaseId: true, queuedAt: true },
  });
  const release = run ? await findRelease(db, tenantId, run.releaseId) : null;
  if (!run || !release || !(await isTraced(db, { tenantId, projectId }, run.id))) return { newest: null };
  const { manifest, program } = release;
  return {
    newest: {
      runId: run.id,
      at: run.queuedAt.toISOString(),
      rev: manifest.draftRev,
      isChanged: await hasChangedSince(db, tenantId, harness.id, manifest.draftRev),
      onlyItems: program.onlyItems ?? {},
    },
  };
}

async function isTraced(db: TenantDb, viewer: Viewer, runId: string): Promise<boolean> {
  try {
    await getTrace(db, viewer, runId);
    return true;
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
}

/** Whether something was saved after a revision that is more than how the draft is drawn. */
async function hasChangedSince(db: TenantDb, tenantId: TenantId, harnessId: string, rev: number): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM draft_op o JOIN draft d ON d.tenant_id = o.tenant_id AND d.id = o.draft_id
     WHERE o.tenant_id = ${tenantId}::uuid AND d.harness_id = ${harnessId}::uuid AND d.name = 'main' AND o.rev > ${rev}
       AND (o.inverse IS NULL OR EXISTS (
         SELECT 1 FROM jsonb_array_elements(o.inverse) AS change
          WHERE change->'path'->>0 NOT IN ('at', 'groups')))
     LIMIT 1`;
  return rows.length > 0;
}

type Start = { input: Json; mocks: RunMocks | null };

/**
 * What a test starts with: an input, or that of a row with the answers that it prepares for tools. Throws `not-found` for an
 * unknown row, and `invalid` with every member of the input that does not fit the harness.
 */
export async function startOfTest(
  db: TenantDb,
  actor: Actor,
  draft: Pick<Draft, "inputs">,
  asked: Pick<TestRun, "input" | "case">,
): Promise<Start> {
  const row = asked.case ? await requireRow(db, actor, asked.case) : null;
  const input = row ? row.input : (asked.input ?? {});
  const issues = inputIssues(draft.inputs, input);
  if (issues.length > 0)
    throw new ProblemError(
      "invalid",
      `The input does not fit this harness: ${issues[0]?.where ? `${issues[0].where}: ` : ""}${issues[0]?.message}`,
      issues.map(({ pointer, message }) => ({ pointer: `/input${pointer}`, message })),
    );
  return { input, mocks: row && row.mocks.length > 0 ? { answers: row.mocks, unmocked: "deny" } : null };
}

/** How test runs stand, in no order. Throws `not-found` when one is unknown, foreign, or of another environment. */
export async function requireTestRuns(db: TenantDb, actor: Actor, runIds: readonly string[]): Promise<TestRunState[]> {
  const wanted = [...new Set(runIds)];
  const runs = await findRunOutcomes(db, actor.tenantId, wanted);
  const own = runs.filter(
    ({ environment, projectId }) => environment === "draft" && (!actor.projectId || projectId === actor.projectId),
  );
  if (own.length !== wanted.length) throw new ProblemError("not-found");
  return own.map((run) => TestRunState.parse(run));
}

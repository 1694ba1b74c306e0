import type { Actor } from "@/lib/governance/access/actor";
import { requireRow } from "@/lib/harness/datasets/data.server";
import type { TestRun } from "@/lib/harness/drafts/schema";
import type { Draft } from "@/lib/harness/graph/draft";
import { inputIssues } from "@/lib/harness/test-runs/input-issues";
import { TestRunState } from "@/lib/harness/test-runs/schema";
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

import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { newId } from "@/lib/platform/ids/new-id.server";
import { BoundModels } from "@/lib/release/bound-models";
import { checksum } from "@/lib/release/checksum.server";
import { findCassetteMode } from "@/lib/release/data.server";
import type { Manifest } from "@/lib/release/manifest";
import type { Program } from "@/lib/release/program";
import type { ReadinessReport } from "@/lib/release/readiness-report";
import { resolveBindings } from "@/lib/release/resolve-bindings.server";
import type { RunOptions, RunRequest } from "@/lib/release/run-request";

export type NewRelease = {
  harnessId: string;
  program: Program;
  manifest: Manifest;
  readiness: ReadinessReport;
  createdBy: string;
};

/**
 * Stores a release, or finds the one with equal content: a candidate (what a test run executes, no number) or a
 * released one, which gets the next number of its harness. Content is immutable by trigger.
 */
export async function storeRelease(
  db: TenantDb,
  tenantId: TenantId,
  state: "candidate" | "released",
  release: NewRelease,
) {
  const { harnessId, program, manifest, readiness, createdBy } = release;
  const contentHash = checksum({ program, manifest, readiness });
  await lockTransaction(db, `release:${tenantId}:${harnessId}`);
  const found = await db.release.findFirst({
    where: { tenantId, harnessId, state, contentHash },
    select: { id: true, number: true },
  });
  if (found) return { ...found, contentHash, created: false };
  const last = await db.release.aggregate({
    where: { tenantId, harnessId, state: "released" },
    _max: { number: true },
  });
  const number = state === "released" ? (last._max.number ?? 0) + 1 : null;
  const id = newId();
  await db.release.create({
    data: {
      tenantId,
      id,
      harnessId,
      number,
      state,
      format: program.format,
      program,
      manifest,
      readiness,
      variables: program.vars ?? [],
      programHash: checksum(program),
      contentHash,
      createdBy,
    },
  });
  return { id, number, contentHash, created: true };
}

/**
 * Something was brought to a run from outside: a parked run is queued, a running one looks at it, a finished one stays as
 * it is (false). Call it in the transaction that writes what was brought.
 */
export async function wakeRun(db: TenantDb, tenantId: TenantId, runId: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ woken: boolean }[]>`SELECT wake_run(${tenantId}::uuid, ${runId}::uuid) AS woken`;
  return row?.woken === true;
}

/** Channel that tells a worker to end a run; the payload is the run id. */
export const CANCEL_CHANNEL = "slipway_cancel";

/** Asks for the end of runs; finished ones stay as they are. */
export async function requestCancel(db: TenantDb, tenantId: TenantId, runIds: string[], now: Date): Promise<void> {
  await db.run.updateMany({
    where: { tenantId, id: { in: runIds }, cancelRequestedAt: null, endedAt: null },
    data: { cancelRequestedAt: now },
  });
  for (const runId of runIds) {
    await wakeRun(db, tenantId, runId);
    await db.$executeRaw`SELECT pg_notify(${CANCEL_CHANNEL}, ${runId})`;
  }
}

/** Channel that wakes an idle worker; the payload is `<tenant id>:<run id>`. */
export const RUN_CHANNEL = "slipway_run";

/** Test runs of a draft use cassettes as its harness says, when nobody said it of the run. */
async function optionsOfTest(
  db: TenantDb,
  tenantId: TenantId,
  { environment, trigger, harnessId, options }: RunRequest,
): Promise<{ options?: RunOptions }> {
  if (environment !== "draft" || trigger !== "test" || options?.cassettes) return {};
  const cassettes = await findCassetteMode(db, tenantId, harnessId);
  return cassettes ? { options: { ...options, cassettes } } : {};
}

/**
 * Commits a run as `queued` and wakes the workers. The same idempotency key gives the same run; with another request it
 * is refused. Nothing is executed here. `models`: what the run has in place of its release's. Throws `release-revoked`, and `binding-missing` when the environment lacks a variable
 * that the release reads.
 */
export async function enqueueRun(
  db: TenantDb,
  tenantId: TenantId,
  request: RunRequest,
  nowMs: number,
): Promise<{ runId: string; created: boolean; models: BoundModels }> {
  const { idempotencyKey, parent, ...content } = request;
  // What the caller asked, not what it led to: a promotion in between does not make a repeated request another one.
  const { releaseId: _release, threadId: _thread, startedBy: _by, limits: _limits, ...asked } = content;
  const requestHash = checksum(asked);
  if (idempotencyKey) {
    await lockTransaction(db, `run:${tenantId}:${request.harnessId}:${idempotencyKey}`);
    const earlier = await db.run.findFirst({
      where: { tenantId, harnessId: request.harnessId, idempotencyKey },
      select: { id: true, requestHash: true, models: true },
    });
    if (earlier && earlier.requestHash !== requestHash)
      throw new ProblemError("idempotency-mismatch", "Use a new Idempotency-Key for a new request.");
    if (earlier) return { runId: earlier.id, created: false, models: BoundModels.parse(earlier.models) };
  }
  const runId = newId(nowMs);
  const bindings = await resolveBindings(db, tenantId, request);
  await db.run.create({
    data: {
      tenantId,
      id: runId,
      ...content,
      ...(await optionsOfTest(db, tenantId, request)),
      ...bindings,
      input: content.input ?? {},
      idempotencyKey,
      parentRunId: parent?.runId ?? null,
      parentStepKey: parent?.stepKey ?? null,
      depth: parent?.depth ?? 0,
      taint: parent?.taint ?? [],
      ...(parent ? { limits: parent.limits } : {}),
      requestHash,
      status: "queued",
      queuedAt: new Date(nowMs),
    },
  });
  await db.$executeRaw`SELECT pg_notify(${RUN_CHANNEL}, ${`${tenantId}:${runId}`})`;
  return { runId, created: true, models: bindings.models };
}

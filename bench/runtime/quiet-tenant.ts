import { figure } from "@/bench/report";
import type { Measure } from "@/bench/runtime/measure";
import { serverClient } from "@/bench/runtime/server-client";
import { tenSteps } from "@/bench/runtime/ten-steps";
import { watchRuns } from "@/bench/runtime/watch-runs";
import { startNullWorker } from "@/bench/runtime/worker-process";
import { newId } from "@/lib/platform/ids/new-id.server";
import { RUN_CHANNEL } from "@/lib/release/mutations.server";
import type { RunRef } from "@/lib/runtime/journal/journal";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

const ROUNDS = 4;
const NOISY = 500;
const QUIET = 5;
const STEP_MS = 20;

/**
 * Five runs of a tenant (ten calls of 20 ms each) alone, and right after another tenant has queued five hundred of the
 * same; one worker. From the request of the first to the end of the last of the five. `quiet_tenant_ratio`: behind the
 * noisy tenant, divided by alone. What the noisy tenant still has in line then is taken away, and what runs ends before
 * the next round.
 */
export const quietTenant: Measure = async () => {
  const quiet = await storeTestRelease("bench-quiet", tenSteps);
  const noisy = await storeTestRelease("bench-noisy", tenSteps);
  const worker = await startNullWorker({ stepMs: STEP_MS });
  const watch = await watchRuns();
  const quietMs = async (): Promise<number> => {
    const begin = performance.now();
    await Promise.all(Array.from({ length: QUIET }, async () => await watch.ended(await quiet.queue({}))));
    return performance.now() - begin;
  };
  try {
    const template = await noisy.queue({});
    await watch.ended(template);
    await quietMs();
    const rounds: { alone: number; behind: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const alone = await quietMs();
      const noise = await queueAtOnce(template, NOISY);
      const behind = await quietMs();
      rounds.push({ alone, behind });
      const discarded = await discardQueued(noise);
      await Promise.all(noise.filter(({ runId }) => !discarded.has(runId)).map((run) => watch.ended(run)));
    }
    const over = (of: (round: (typeof rounds)[number]) => number, unit: string, digits: number) =>
      figure(rounds.map(of), unit, digits);
    return {
      quiet_tenant_ratio: over(({ alone, behind }) => behind / alone, "× alone", 2),
      quiet_tenant_alone_ms: over(({ alone }) => alone, "ms", 0),
      quiet_tenant_behind_ms: over(({ behind }) => behind, "ms", 0),
    };
  } finally {
    await worker.stop();
    await watch.stop();
  }
};

const COPY = `
  INSERT INTO run (tenant_id, id, harness_id, release_id, project_id, environment, trigger, input, started_by, request_hash, taint, status, queued_at)
  SELECT r.tenant_id, one, r.harness_id, r.release_id, r.project_id, r.environment, r.trigger, r.input, r.started_by, r.request_hash, r.taint, 'queued', now()
    FROM run r, unnest($3::uuid[]) AS one WHERE r.tenant_id = $1 AND r.id = $2`;

/** Copies of a run, all in one transaction: by single requests the worker would have done half of them meanwhile. */
async function queueAtOnce(template: RunRef, count: number): Promise<RunRef[]> {
  const ids = Array.from({ length: count }, () => newId());
  const client = await serverClient();
  await client.query("BEGIN");
  await client.query(COPY, [template.tenantId, template.runId, ids]);
  await client.query("SELECT pg_notify($1, $2 || ':' || one) FROM unnest($3::text[]) AS one", [
    RUN_CHANNEL,
    template.tenantId,
    ids,
  ]);
  await client.query("COMMIT");
  await client.end();
  return ids.map((runId) => ({ tenantId: template.tenantId, runId }));
}

/** Ends the runs that nobody has begun; the ids of those. */
async function discardQueued(runs: readonly RunRef[]): Promise<Set<string>> {
  const client = await serverClient();
  const { rows } = await client.query(
    "UPDATE run SET status = 'cancelled', ended_at = now() WHERE tenant_id = ANY($1) AND id = ANY($2) AND status = 'queued' RETURNING id",
    [runs.map(({ tenantId }) => tenantId), runs.map(({ runId }) => runId)],
  );
  await client.end();
  return new Set(rows.map(({ id }) => id));
}

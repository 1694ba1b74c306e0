import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { ask } from "@/lib/runtime/testing/chaos/chaos-runs";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { until, WorkerProcesses } from "@/lib/runtime/testing/worker-processes";

const TODAY = "slipway/program@1";
const NEXT = "slipway/program@2";
const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };
const program = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "one", kind: "http", config: http },
    { key: "two", kind: "http", config: http },
    { key: "done", kind: "end" },
  ],
  ["start > one", "one > two", "two > done"],
);
const workers = new WorkerProcesses(join(mkdtempSync(join(tmpdir(), "slipway-upgrade-")), "effects"));
beforeEach(() => workers.forgetLines());
afterEach(() => workers.end());

const statusOf = async (runId: string) =>
  (await ask<{ status: string; epoch: number }>("SELECT status, epoch FROM run WHERE id = $1", [runId]))[0];
const finished = (runId: string) =>
  until(`run ${runId}`, async () => (await statusOf(runId))?.status === "succeeded", 20_000);
const pidsOf = (runId: string) => [
  ...new Set(workers.lines().flatMap((line) => (line.includes(runId) ? [Number(line.split(" ")[0])] : []))),
];

/** Releases never change, so only the owner of the server can pretend that a later version compiled this one. */
const asOfFormat = (releaseId: string, format: string) =>
  ask(
    `WITH as_replica AS MATERIALIZED (SELECT set_config('session_replication_role', 'replica', true))
     UPDATE release SET format = $2 FROM as_replica WHERE id = $1`,
    [releaseId, format],
  );

test("an old and a new worker side by side: a run goes only to a worker that knows the format of its program", async () => {
  const today = await storeTestRelease("today", program);
  const later = await storeTestRelease("later", program);
  await asOfFormat(later.releaseId, NEXT);
  const old = await workers.start({ effectMs: 20, formats: [TODAY] });
  const waiting = await later.queue({});
  for (let count = 0; count < 5; count += 1) await finished((await today.queue({})).runId);
  // The old worker had time to take five others; this one it has left as it was.
  expect(await statusOf(waiting.runId)).toEqual({ status: "queued", epoch: 0 });

  const successor = await workers.start({ effectMs: 20, formats: [TODAY, NEXT] });
  const more = await Promise.all(Array.from({ length: 6 }, () => later.queue({})));
  for (const { runId } of [waiting, ...more]) await finished(runId);
  for (const { runId } of [waiting, ...more]) expect(pidsOf(runId)).toEqual([successor.pid]);

  const half = await today.queue({});
  old.kill("SIGTERM");
  await until("the end of the old worker", () => old.exitCode !== null, 15_000);
  await finished(half.runId);
  const last = await today.queue({});
  await finished(last.runId);
  expect(pidsOf(last.runId)).toEqual([successor.pid]);
}, 60_000);

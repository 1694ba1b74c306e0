import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { systemClock } from "@/lib/platform/time/clock";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { allCalls } from "@/lib/runtime/testing/all-calls";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };
const FETCHES = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "fetch", kind: "http", config: http },
    { key: "made", kind: "transform", config: { fields: { text: { cel: '"a\\u0000b"' } } } },
    {
      key: "done",
      kind: "end",
      in: { fetched: { cel: "steps.fetch.output" }, made: { cel: "steps.made.output.text" } },
    },
  ],
  ["start > fetch", "fetch > made", "made > done"],
);

/** What a run answers with whose one call of something outside answers with this; many of them are written in one batch. */
async function outputs(...answers: (() => Promise<Awaited<ReturnType<NodeExecutor>>>)[]) {
  const { sink } = memorySpanSink();
  const slug = `t${randomBytes(6).toString("hex")}`;
  const release = await storeTestRelease(slug, FETCHES);
  const runs = await Promise.all(answers.map((_, n) => release.queue({ n })));
  const perform: NodeExecutor = async ({ run, call }) => {
    const at = runs.findIndex(({ runId }) => runId === run.runId);
    const answer = await answers[at]?.();
    if (!answer) throw new Error("There is no answer.");
    if (answer.ok && "output" in answer) {
      const output = await call("model:0", async () => ({ value: answer.output }));
      return { ...answer, output };
    }
    return answer;
  };
  const pool = new SegmentPool({
    ...productionParts({ sink, clock: systemClock }),
    workerId: "test",
    executors: allCalls(perform),
  });
  const ends = await Promise.all(runs.map((run) => pool.execute(run)));
  expect(ends).toEqual(runs.map(() => "finished"));
  const { tenantId } = release;
  const rows = await tenantTransaction(tenantId, (db) => db.run.findMany({ where: { tenantId } }));
  return runs.map(({ runId }) => rows.find(({ id }) => id === runId)?.output);
}

test("an answer with characters that cannot be stored ends neither its run nor those that are written with it", async () => {
  const answer = (output: Record<string, string>) => async () => ({ ok: true as const, output, port: "out" });
  const [odd, plain] = await outputs(
    answer({ text: "a\u0000b\ud83d", "key\u0000": "c" }),
    answer({ text: "as it is \u{1f600}" }),
  );
  expect(odd).toEqual({ fetched: { text: "ab", key: "c" }, made: "ab" });
  expect(plain).toEqual({ fetched: { text: "as it is \u{1f600}" }, made: "ab" });
});

import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { modelsOfProgram } from "@/lib/harness/experiments/models-of-program.server";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import { findTrajectories } from "@/lib/observability/traces/trajectories.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { newId } from "@/lib/platform/ids/new-id.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

beforeAll(() => ensurePartitions(Date.now()));

const slug = () => `t${randomBytes(6).toString("hex")}`;
const START = { key: "start", kind: "trigger.api" } as const;

test("a harness whose subflow asks a real model is neither free nor all simulated", async () => {
  const slot = { fallbacks: [], temperature: 0, maxOutputTokens: 100 };
  const child = testProgram([START, { key: "done", kind: "end" }], ["start > done"], {
    models: { main: { ...slot, model: "acme/large" } },
  });
  const { tenantId, releaseId } = await storeTestRelease(slug(), child);
  const config = { harness: "child", release: 1, releaseId };
  const parent = testProgram(
    [START, { key: "child", kind: "subflow", config }, { key: "done", kind: "end" }],
    ["start > child", "child > done"],
    { models: { main: { ...slot, model: "sandbox/echo" } } },
  );
  const models = await tenantTransaction(tenantId, (db) => modelsOfProgram(db, tenantId, parent));
  expect(models.toSorted()).toEqual(["acme/large", "sandbox/echo"]);
});

test("a tool that a sub-run calls is a tool of the trial, and its trace has to be complete as well", async () => {
  const { tenantId, releaseId } = await storeTestRelease(slug(), testProgram([START], []));
  const sink = createPostgresSpanSink();
  const [root, child, late] = [newId(), newId(), newId()];
  const place = { tenantId, projectId: newId(), releaseId, harnessSlug: "h", environment: "draft", simulated: false };
  const at = Date.now();
  const trace = (traceId: string, endedAt: number | null) =>
    sink.runChanged({
      ...{ ...place, traceId, harnessId: newId(), releaseNumber: 1, trigger: "experiment", status: "succeeded" },
      ...{ name: "h", startedAt: at, endedAt, error: null, threadId: null, endUser: null, inputPreview: "" },
      outputPreview: null,
    });
  const call = (traceId: string, toolName: string, startedAt: number) => {
    const step = { nodeId: null, nodeKey: null, stepKey: null, iterationPath: "", attempt: 1, parentSpanId: null };
    const span = {
      ...place,
      ...step,
      traceId,
      spanId: randomBytes(8).toString("hex"),
      kind: "tool",
      name: toolName,
    } as const;
    sink.start({ ...span, startedAt });
    sink.end({ ...span, startedAt, endedAt: startedAt + 1, status: "ok", final: true, error: null, toolName });
  };
  trace(root, at + 100);
  trace(child, at + 90);
  call(root, "first", at + 1);
  call(child, "delete_all", at + 2);
  call(root, "last", at + 3);
  await sink.flush(5_000);
  const find = (runIds: string[]) =>
    tenantTransaction(tenantId, (db) => findTrajectories(db, tenantId, new Map([[root, { runIds }]])));
  expect((await find([root, child])).get(root)).toEqual({ isComplete: true, tools: ["first", "delete_all", "last"] });
  expect((await find([root, child, late])).get(root)?.isComplete).toBe(false);
});

import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import type { Json } from "@/lib/release/json-schema";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { postgresMemory } from "@/lib/runtime/memory/postgres-memory.server";
import { createMemoryReadExecutor, createMemoryWriteExecutor } from "@/lib/runtime/nodes/memory-executors.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

const program = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    {
      key: "before",
      kind: "memory.read",
      config: { scope: "agent", kinds: ["fact"], mode: "key", limit: 10, budgetTokens: 2_000 },
      in: { key: { lit: "count" } },
    },
    {
      key: "note",
      kind: "memory.write",
      config: { scope: "agent", kind: "fact" },
      in: {
        key: { lit: "count" },
        value: { cel: "input.value" },
        if_version: { cel: "has(input.version) ? input.version : steps.before.output.version" },
      },
    },
    { key: "done", kind: "end", in: { was: { cel: "steps.before.output" }, now: { cel: "steps.note.output" } } },
    { key: "lost", kind: "end", in: { there: { cel: "steps.note.output.version" } } },
  ],
  ["start > before", "before > note", "note > done", "note.conflict > lost"],
);

async function world() {
  const own = await storeTestRelease(`t${randomBytes(6).toString("hex")}`, program);
  const { tenantId } = own;
  const { sink } = memorySpanSink();
  const pool = new SegmentPool({ ...productionParts({ sink, sleep: async () => {} }), workerId: "test" });
  const outputOf = async (input: Json) => {
    const run = await own.queue(input);
    await pool.execute(run);
    const row = await tenantTransaction(tenantId, (db) =>
      db.run.findFirstOrThrow({ where: { tenantId, id: run.runId } }),
    );
    return row.output ?? row.error;
  };
  const run = { tenantId, projectId: own.projectId, harnessId: own.harnessId };
  return { ...own, outputOf, run };
}

test("what is written is read by the next run; a version that has passed leaves by conflict and changes nothing", async () => {
  const { outputOf } = await world();
  expect(await outputOf({ value: "one" })).toMatchObject({ was: { value: null, version: 0 }, now: { version: 1 } });
  expect(await outputOf({ value: { two: 2 } })).toMatchObject({
    was: { value: "one", version: 1 },
    now: { version: 2 },
  });
  expect(await outputOf({ value: "late", version: 1 })).toEqual({ there: 2 });
  expect(await outputOf({ value: "new", version: 0 })).toEqual({ there: 2 });
  expect(await outputOf({ value: "three" })).toMatchObject({ was: { value: '{"two":2}', version: 2 } });
});

test("of many that write after the same version, one wins", async () => {
  const { run } = await world();
  const write = createMemoryWriteExecutor({ memory: postgresMemory });
  const results = await Promise.all(
    Array.from({ length: 6 }, (_, at) => {
      const step = fakeStep({
        kind: "memory.write",
        config: { scope: "tenant", kind: "fact" },
        input: { key: "k", value: `v${at}`, if_version: 0 },
        run,
      });
      return write({ ...step.attempt(1), stepKey: `step@each[${at}]` });
    }),
  );
  expect(results.map((one) => (one.ok && "port" in one ? one.port : "")).sort()).toEqual([
    ...Array.from({ length: 5 }, () => "conflict"),
    "out",
  ]);
});

test("a write that is repeated after a crash is the same write", async () => {
  const { run } = await world();
  const write = createMemoryWriteExecutor({ memory: postgresMemory });
  const step = fakeStep({
    kind: "memory.write",
    config: { scope: "agent", kind: "fact" },
    input: { key: "k", value: "v", if_version: 0 },
    run,
  });
  const first = await write(step.attempt(1));
  expect(first).toMatchObject({ port: "out", output: { version: 1 } });
  expect(await write(step.attempt(2))).toEqual(first);
});

test("scopes, kinds and the token budget are kept, and what was untrusted taints whoever reads it", async () => {
  const { run } = await world();
  const write = createMemoryWriteExecutor({ memory: postgresMemory });
  const remember = async (scope: string, kind: string, key: string, isTainted = false) => {
    const step = fakeStep({
      kind: "memory.write",
      config: { scope, kind },
      input: { key, value: `parcel ${key}` },
      run: { ...run, endUser: "ada" },
    });
    step.taint.untrustedInput = isTainted;
    await write({ ...step.attempt(1), stepKey: `${scope}${kind}${key}` });
  };
  await remember("user", "fact", "mine");
  await remember("user", "episode", "told", true);
  await remember("tenant", "fact", "ours");
  const read = async (config: object, endUser: string | null) => {
    const step = fakeStep({
      kind: "memory.read",
      config: { scope: "user", kinds: ["fact"], mode: "query", limit: 10, budgetTokens: 2_000, ...config },
      input: { query: "where is the parcel" },
      run: { ...run, endUser },
    });
    const result = await createMemoryReadExecutor({ memory: postgresMemory })(step.attempt(1));
    return { result, taint: step.taint.untrustedInput };
  };
  const own = await read({}, "ada");
  expect(own).toMatchObject({ taint: false, result: { output: { entries: [{ key: "mine", trust: "derived" }] } } });
  const told = await read({ kinds: ["episode"] }, "ada");
  expect(told).toMatchObject({ taint: true, result: { output: { entries: [{ key: "told", trust: "untrusted" }] } } });
  expect((await read({}, "bob")).result).toMatchObject({ output: { entries: [] } });
  expect((await read({}, null)).result).toMatchObject({ ok: false, failure: { class: "tool_error" } });
  expect((await read({ budgetTokens: 1 }, "ada")).result).toMatchObject({ output: { entries: [], leftOut: 1 } });
});

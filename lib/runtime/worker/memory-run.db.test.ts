import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { activatePolicies } from "@/lib/governance/policies/mutations.server";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import type { Json } from "@/lib/release/json-schema";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { postgresMemory } from "@/lib/runtime/memory/postgres-memory.server";
import { createMemoryReadExecutor, createMemoryWriteExecutor } from "@/lib/runtime/nodes/memory-executors.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { approvalWorld } from "@/lib/runtime/testing/approval-world.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
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

const using = { ...fakeCallDependencies().deps, memory: postgresMemory };
const ANY_MEMORY = `@id("memory") @title("Any memory")
  permit (principal, action in [Slipway::Action::"memory.read", Slipway::Action::"memory.write"], resource);`;

async function world() {
  const slug = `t${randomBytes(6).toString("hex")}`;
  const own = await storeTestRelease(slug, program);
  const { tenantId } = own;
  const actor = systemActor("test", tenantId, slug);
  await withTenant(actor, "policy:activate", (db) =>
    activatePolicies(db, actor, { cedarText: ANY_MEMORY, baseVersion: 0, note: "" }),
  );
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
  const write = createMemoryWriteExecutor(using);
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
  const write = createMemoryWriteExecutor(using);
  const step = fakeStep({
    kind: "memory.write",
    config: { scope: "agent", kind: "fact" },
    input: { key: "k", value: "v", if_version: 0 },
    run,
  });
  const first = await write(step.attempt(1));
  expect(first).toMatchObject({ port: "out", output: { version: 1 } });
  // The journal did not get it.
  step.journal.clear();
  expect(await write(step.attempt(2))).toEqual(first);
});

const writing = (scope: string) =>
  testProgram(
    [
      { key: "start", kind: "trigger.api" },
      {
        key: "note",
        kind: "memory.write",
        config: { scope, kind: "fact" },
        in: { key: { lit: "k" }, value: { lit: "v" } },
      },
      { key: "done", kind: "end", in: { note: { cel: "steps.note.output" } } },
    ],
    ["start > note", "note > done"],
  );
const traceOf = (tenantId: Awaited<ReturnType<typeof world>>["tenantId"], runId: string) =>
  tenantTransaction(tenantId, async (db) => ({
    decisions: await db.decision.findMany({
      where: { tenantId, runId },
      orderBy: [{ at: "asc" }, { id: "asc" }],
      select: { action: true, resource: true, verdict: true, nodeKey: true },
    }),
    entries: await db.memoryEntry.count({ where: { tenantId } }),
  }));

test("a memory step acts by a stored decision: what no policy permits is not written, and the step says so", async () => {
  const own = await approvalWorld(writing("run"));
  const permitted = await own.start(0);
  expect(await own.runOf(permitted.runId)).toMatchObject({ status: "succeeded" });
  expect(await traceOf(own.tenantId, permitted.runId)).toEqual({
    decisions: [{ action: "memory.write", resource: "run", verdict: "allow", nodeKey: "note" }],
    entries: 1,
  });
  const shared = await approvalWorld(writing("agent"));
  const refused = await shared.start(0);
  expect((await shared.runOf(refused.runId)).error).toMatchObject({
    class: "policy_denied",
    message: 'No policy allows writing the memory of scope "agent" here.',
  });
  expect(await traceOf(shared.tenantId, refused.runId)).toEqual({
    decisions: [{ action: "memory.write", resource: "agent", verdict: "deny", nodeKey: "note" }],
    entries: 0,
  });
});

test("a memory step that a person must approve waits, and writes once when it is approved", async () => {
  const own = await approvalWorld(writing("agent"));
  const { tenantId, system } = own;
  const ask = `${ANY_MEMORY}
    @id("ask") @title("Ask before all read it") @effect_kind("approval")
    forbid (principal, action == Slipway::Action::"memory.write", resource == Slipway::MemorySpace::"agent")
    unless { context.run.approval.granted };`;
  await withTenant(system, "policy:activate", (db) =>
    activatePolicies(db, system, { cedarText: ask, baseVersion: 1, note: "" }),
  );
  const run = await own.start(0);
  expect(await own.runOf(run.runId)).toMatchObject({ status: "parked", parkedReason: "approval" });
  expect((await traceOf(tenantId, run.runId)).entries).toBe(0);
  const asked = (await own.inbox()).items;
  expect(asked).toMatchObject([{ action: "memory.write", resource: "agent", args: { key: "k", value: "v" } }]);
  await own.decide(asked[0]?.id ?? "", "approved");
  await own.pool.execute(run);
  expect(await own.runOf(run.runId)).toMatchObject({ status: "succeeded", output: { note: { version: 1 } } });
  const { decisions, entries } = await traceOf(tenantId, run.runId);
  expect([decisions.map(({ verdict }) => verdict), entries]).toEqual([
    ["needs_approval", "needs_approval", "allow"],
    1,
  ]);
});

test("a finished look-up of a step is not repeated, and taints again from what the journal holds", async () => {
  const { run } = await world();
  const write = fakeStep({
    kind: "memory.write",
    config: { scope: "agent", kind: "fact" },
    input: { key: "k", value: "told" },
    run,
  });
  write.taint.untrustedInput = true;
  await createMemoryWriteExecutor(using)(write.attempt(1));
  const step = fakeStep({
    kind: "memory.read",
    config: { scope: "agent", kinds: ["fact"], mode: "key", limit: 1, budgetTokens: 100 },
    input: { key: "k" },
    run,
  });
  const first = await createMemoryReadExecutor(using)(step.attempt(1));
  step.taint.untrustedInput = false;
  const nothing = { ...using, memory: { ...postgresMemory, read: async () => [] } };
  expect(await createMemoryReadExecutor(nothing)(step.attempt(2))).toEqual(first);
  expect(step.taint.untrustedInput).toBe(true);
});

test("scopes, kinds and the token budget are kept, and what was untrusted taints whoever reads it", async () => {
  const { run } = await world();
  const write = createMemoryWriteExecutor(using);
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
    const result = await createMemoryReadExecutor(using)(step.attempt(1));
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

import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { projectId as toProjectId } from "@/lib/platform/ids/branded-id";
import { enqueueRun, storeRelease } from "@/lib/release/mutations.server";
import type { Environment } from "@/lib/release/run-request";
import { getCassette, listCassetteModes, listCassettes } from "@/lib/runtime/cassettes/data.server";
import { deleteCassette, deleteCassettes, setCassetteMode } from "@/lib/runtime/cassettes/mutations.server";
import type { DraftMode } from "@/lib/runtime/cassettes/schema";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { getRun } from "@/lib/runtime/runs/data.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { addTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

beforeAll(() => ensurePartitions(Date.now()));

const MANIFEST = {
  ...{ format: "slipway/manifest@1" as const, draftRev: 1, authors: [], kinds: [], prompts: [], tools: [] },
  ...{ models: [], secrets: [], layout: {} },
};
const program = (user: string) =>
  testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "say", kind: "llm", config: { slot: "main", prompt: { system: "Answer.", user } } },
      { key: "done", kind: "end", in: { text: { cel: "steps.say.output.text" } } },
    ],
    ["start > say", "say > done"],
    { models: { main: { model: "sandbox/echo", fallbacks: [], temperature: 0, maxOutputTokens: 100 } } },
  );

/** A tenant with the simulated models and a harness; `run` executes a program as a run of an environment. */
async function world() {
  const slug = `t${randomBytes(6).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const project = await tenantTransaction(tenantId, (db) => db.project.findFirstOrThrow({ where: { tenantId } }));
  const tenant = { tenantId, projectId: toProjectId(project.id) };
  const { projectId } = tenant;
  const { harnessId } = await addTestRelease(tenant, "desk", program("Hello"));
  const sink = createPostgresSpanSink();
  const pool = new SegmentPool({ ...productionParts({ sink, sleep: async () => {} }), workerId: "test" });
  const set = (mode: DraftMode) =>
    withTenant(actor, "harness:write", (db) => setCassetteMode(db, actor, "desk", { mode, now: new Date() }));
  const run = async (user: string, environment: Environment = "draft", trigger: "test" | "api" = "test") => {
    const { runId } = await tenantTransaction(tenantId, async (db) => {
      const release = await storeRelease(db, tenantId, "candidate", {
        harnessId,
        program: program(user),
        manifest: MANIFEST,
        readiness: { findings: [], checked: [] },
        createdBy: "system:test",
      });
      const of = { releaseId: release.id, harnessId, projectId, environment, trigger, input: {}, threadId: null };
      const by = { endUser: null, startedBy: "system:test", idempotencyKey: null };
      return await enqueueRun(db, tenantId, { ...of, ...by }, Date.now());
    });
    await pool.execute({ tenantId, runId });
    return await withTenant(actor, "run:read", (db) => getRun(db, actor, runId));
  };
  const read = <T>(work: Parameters<typeof withTenant<T>>[2]) => withTenant(actor, "harness:write", work);
  return { actor, set, run, read };
}

test("test runs record, are answered from what was recorded, and say what differs when it was not", async () => {
  const { set, run } = await world();
  expect((await run("Hello")).cassettes).toBeNull();
  await set("record");
  const first = await run("Hello");
  expect(first).toMatchObject({ status: "succeeded", cassettes: "record" });
  await set("replay");
  expect(await run("Hello")).toMatchObject({
    status: "succeeded",
    cassettes: "replay",
    output: first.output,
    usage: { costMicros: 0 },
  });
  const missed = await run("Hello again");
  expect(missed).toMatchObject({ status: "failed", error: { class: "internal" } });
  expect(missed.error?.message).toContain("differs in the messages");
  await set("off");
  expect((await run("Hello again")).status).toBe("succeeded");
});

test("only test runs of the draft follow the mode", async () => {
  const { set, run } = await world();
  await set("record");
  expect((await run("Hello", "staging")).cassettes).toBeNull();
  expect((await run("Hello", "draft", "api")).cassettes).toBeNull();
});

test("what is recorded is listed with where it comes from, shown, and forgotten one by one or all", async () => {
  const { actor, set, run, read } = await world();
  await set("auto");
  expect((await read((db) => listCassetteModes(db, actor))).items).toContainEqual({
    harness: { slug: "desk", name: "Test" },
    mode: "auto",
  });
  const { id } = await run("Hello");
  await run("Good morning");
  const { items, nextCursor } = await read((db) => listCassettes(db, actor, {}, { limit: 1 }));
  expect(items).toMatchObject([{ question: "Good morning", run: { harness: "desk", environment: "draft" } }]);
  const rest = await read((db) => listCassettes(db, actor, {}, { limit: 5, cursor: nextCursor ?? "" }));
  expect(rest).toMatchObject({ items: [{ question: "Hello", model: "echo", run: { id } }], nextCursor: null });
  const key = rest.items[0]?.key ?? "";
  expect(await read((db) => getCassette(db, actor, key))).toMatchObject({ request: { instructions: "Answer." } });
  await read((db) => deleteCassette(db, actor, key));
  await expect(read((db) => getCassette(db, actor, key))).rejects.toMatchObject({ code: "not-found" });
  expect(await read((db) => deleteCassettes(db, actor, { model: "echo" }))).toEqual({ deleted: 1 });
});

test("who may not read payloads of where it was recorded sees that it is there, and not what it says", async () => {
  const { actor, set, run, read } = await world();
  await set("record");
  await run("Hello");
  const blind = { ...actor, scopes: new Set([...actor.scopes].filter((scope) => scope !== "payload:readDraft")) };
  const { items } = await read((db) => listCassettes(db, blind, {}, { limit: 5 }));
  expect(items).toMatchObject([{ question: null, answer: null, model: "echo" }]);
  expect(await read((db) => getCassette(db, blind, items[0]?.key ?? ""))).toMatchObject({
    request: null,
    response: null,
  });
});

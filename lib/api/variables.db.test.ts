import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { scopesOf } from "@/lib/governance/access/scopes";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { testGraph } from "@/lib/harness/canvas/test-graphs";
import type { Draft } from "@/lib/harness/graph/draft";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { createPrompt } from "@/lib/harness/prompts/mutations.server";
import { promptBody } from "@/lib/harness/prompts/prompt-body";
import { createRelease, promoteRelease, startTestRun } from "@/lib/harness/releases/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import { clearVariable, createVariable, deleteVariable, setVariable } from "@/lib/harness/variables/mutations.server";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { replayRun } from "@/lib/runtime/replay/mutations.server";
import { NewReplay } from "@/lib/runtime/replay/schema";
import { getRun } from "@/lib/runtime/runs/data.server";
import { startRun } from "@/lib/runtime/runs/mutations.server";
import { NewRun } from "@/lib/runtime/runs/schema";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

/** Answers with the region of its environment, by an expression and by a template. */
const regional = () =>
  testGraph(
    {
      start: { kind: "trigger.chat" },
      look: {
        config: { fields: { region: { cel: "vars.region + '!'" }, text: { tpl: "At {{ vars.region }}" } }, set: {} },
      },
      end: {
        kind: "end",
        in: { region: { cel: "steps.look.output.region" }, text: { cel: "steps.look.output.text" } },
      },
    },
    ["start > look", "look > end"],
  );

/** Reads no variable. */
const plain = () =>
  testGraph({ start: { kind: "trigger.chat" }, end: { kind: "end", in: { region: { lit: "any" } } } }, ["start > end"]);

/** Its agent has a stored prompt. */
function prompted(): Draft {
  const draft = readyDraft();
  const prompt = { system: "", user: "", ref: { prompt: "greeting", rev: "latest" } };
  const nodes = draft.nodes.map((node) =>
    node.kind === "agent" ? { ...node, config: { ...node.config, prompt } } : node,
  );
  return { ...draft, nodes };
}

async function world() {
  await ensurePartitions(Date.now());
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "release:promote", work);
  const harness = (await run((db) => createHarness(db, actor, "Regional", regional()))).slug;
  const make = (value: string | number) => run((db) => createVariable(db, actor, { name: "region", value }));
  const set = (environment: "draft" | "staging" | "production", value: string | number) =>
    run((db) => setVariable(db, actor, { name: "region", environment, value }));
  const freeze = () => run((db) => createRelease(db, actor, harness));
  const promote = (releaseId: string, environment: "staging" | "production") =>
    run((db) => promoteRelease(db, actor, harness, { environment, releaseId, reason: "" }));
  /** The draft becomes another one, as if its steps were edited. */
  const redraw = (draft: Draft) =>
    run((db) =>
      db.draft.updateMany({
        where: { tenantId, harness: { slug: harness } },
        data: { doc: JSON.parse(JSON.stringify(draft)) },
      }),
    );
  const clear = (environment: "staging" | "production") =>
    run((db) => clearVariable(db, actor, { name: "region", environment }));
  const finish = async (runId: string) => {
    const sink = createPostgresSpanSink();
    await new SegmentPool({ ...productionParts({ sink, sleep: async () => {} }), workerId: "test" }).execute({
      tenantId,
      runId,
    });
    const { output, vars } = await run((db) => db.run.findFirstOrThrow({ where: { tenantId, id: runId } }));
    return { output, vars };
  };
  const test = async () =>
    (await run((db) => startTestRun(db, actor, harness, { input: { message: "Hi" } }, Date.now()))).runId;
  const start = async (environment: "staging" | "production") => {
    const asked = NewRun.parse({ harness, environment, input: { message: "Hi" } });
    return (await run((db) => startRun(db, actor, asked, { idempotencyKey: null, nowMs: Date.now() }))).runId;
  };
  const replay = async (runId: string) => {
    const ask = NewReplay.parse({ target: "same", from: "look" });
    return (await run((db) => replayRun(db, actor, runId, { ask, nowMs: Date.now() }))).run;
  };
  return { actor, run, make, set, clear, freeze, redraw, promote, finish, test, start, replay };
}

test("each environment has its own value; a run keeps the one that it was started with, and so does its replay", async () => {
  const { make, set, freeze, promote, finish, test, start, replay } = await world();
  await make("here");
  await set("staging", "near");
  await set("production", "far");
  expect((await finish(await test())).output).toEqual({ region: "here!", text: "At here" });
  const { id } = await freeze();
  await promote(id, "staging");
  await promote(id, "production");
  const waiting = await start("staging");
  await set("staging", "elsewhere");
  expect(await finish(waiting)).toEqual({ output: { region: "near!", text: "At near" }, vars: { region: "near" } });
  expect((await finish(await start("staging"))).output).toMatchObject({ region: "elsewhere!" });
  expect((await finish(await start("production"))).output).toMatchObject({ region: "far!" });
  expect((await finish(await replay(waiting))).output).toMatchObject({ region: "near!" });
});

test("a run says what its variables were to those who may read what it was given", async () => {
  const { actor, run, make, set, freeze, promote, start } = await world();
  await make("here");
  await set("staging", "near");
  await set("production", "far");
  await promote((await freeze()).id, "staging");
  const id = await start("staging");
  expect(await run((db) => getRun(db, actor, id))).toMatchObject({ vars: { region: "near" }, models: {} });
  const viewer = { ...actor, id: "viewer", scopes: scopesOf("VIEWER") };
  expect(await run((db) => getRun(db, viewer, id))).toMatchObject({ vars: null, isRedacted: true });
});

test("a name that is nowhere, or has no value in an environment, stops tests, releases and promotions, and says which", async () => {
  const { make, set, clear, freeze, promote, test } = await world();
  await expect(test()).rejects.toMatchObject({ code: "not-releasable" });
  await make("here");
  await set("staging", "near");
  await expect(freeze()).rejects.toMatchObject({
    code: "not-releasable",
    errors: [{ message: expect.stringContaining("vars.region, which has no value in production") }],
  });
  await set("production", "far");
  const { id } = await freeze();
  await clear("production");
  await expect(promote(id, "staging")).rejects.toMatchObject({
    code: "not-promotable",
    errors: [{ pointer: "/findings/binding-missing/look" }],
  });
});

test("a value that a release in its environment reads is not taken away; a type is the same everywhere", async () => {
  const { actor, run, make, set, clear, freeze, promote } = await world();
  await make("here");
  await set("staging", "near");
  await expect(set("production", 12)).rejects.toMatchObject({ code: "invalid", errors: [{ pointer: "/value" }] });
  await set("production", "far");
  await promote((await freeze()).id, "staging");
  await expect(clear("staging")).rejects.toMatchObject({ code: "release-in-use" });
  await clear("production");
  await expect(run((db) => deleteVariable(db, actor, "region"))).rejects.toMatchObject({ code: "conflict" });
  await expect(make("again")).rejects.toMatchObject({ code: "conflict" });
});

test("all releases that read a value are named when it is not taken away", async () => {
  const { actor, run, make, set, clear, freeze, promote } = await world();
  await make("here");
  await set("staging", "near");
  await set("production", "far");
  await promote((await freeze()).id, "staging");
  await expect(clear("staging")).rejects.toMatchObject({
    detail: "Runs in staging would fail: r1 of regional reads it, itself or in a step.",
  });
  const other = await run((db) => createHarness(db, actor, "Other", regional()));
  const { id: releaseId } = await run((db) => createRelease(db, actor, other.slug));
  await run((db) => promoteRelease(db, actor, other.slug, { environment: "staging", releaseId, reason: "" }));
  await expect(clear("staging")).rejects.toMatchObject({
    detail: "Runs in staging would fail: r1 of other and r1 of regional read it, themselves or in a step.",
  });
});

test("an environment rolls back to a release when it has what the release reads, whatever another one lacks", async () => {
  const { make, set, clear, freeze, redraw, promote } = await world();
  await make("here");
  await set("staging", "near");
  await set("production", "far");
  const one = await freeze();
  await promote(one.id, "production");
  await redraw(plain());
  const two = await freeze();
  await promote(two.id, "production");
  await clear("staging");
  expect(await promote(one.id, "production")).toMatchObject({ releaseId: one.id });
  await promote(two.id, "production");
  await clear("production");
  await expect(promote(one.id, "production")).rejects.toMatchObject({
    code: "not-promotable",
    detail: "The older release would fail: something that it needs is not there.",
  });
});

test("a variable that a stored prompt reads needs a value before a draft with the prompt is frozen", async () => {
  const { actor, run, make, set, freeze, redraw } = await world();
  const body = promptBody({ system: "You work in {{ vars.region }}.", user: "" });
  await run((db) => createPrompt(db, actor, { key: "greeting", name: "Greeting", body, message: "" }));
  await redraw(prompted());
  await make("here");
  await set("staging", "near");
  await expect(freeze()).rejects.toMatchObject({
    code: "not-releasable",
    errors: [{ message: expect.stringContaining("reads vars.region, which has no value in production") }],
  });
  await set("production", "far");
  const { id } = await freeze();
  expect(await run((db) => db.release.findFirstOrThrow({ where: { id } }))).toMatchObject({ variables: ["region"] });
});

import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { archiveAsset, restoreAsset } from "@/lib/harness/assets/archive.server";
import { listArchivedAssets } from "@/lib/harness/assets/data.server";
import { findUses } from "@/lib/harness/assets/find-uses.server";
import { loadLibrary } from "@/lib/harness/compile/load-library.server";
import { listDatasets } from "@/lib/harness/datasets/data.server";
import { createDataset } from "@/lib/harness/datasets/mutations.server";
import type { Draft } from "@/lib/harness/graph/draft";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import { getPrompt, listPrompts } from "@/lib/harness/prompts/data.server";
import { createPrompt } from "@/lib/harness/prompts/mutations.server";
import { promptBody } from "@/lib/harness/prompts/prompt-body";
import { createRelease, promoteRelease } from "@/lib/harness/releases/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

const GREETING = { key: "greeting", name: "Greeting", body: promptBody({ system: "Hi", user: "" }), message: "" };

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  await run((db) => createPrompt(db, actor, GREETING));
  const archive = () => run((db) => archiveAsset(db, actor, "prompt", "greeting"));
  const restore = () => run((db) => restoreAsset(db, actor, "prompt", "greeting"));
  const route = async (harness: string) => {
    const { id } = await run((db) => createRelease(db, actor, harness));
    const promotion = { environment: "production" as const, releaseId: id, reason: "" };
    await run((db) => promoteRelease(db, actor, harness, promotion));
  };
  /** The draft of a harness becomes another one, as if its steps were edited. */
  const redraw = (harness: string, doc: Draft) =>
    run(async (db) => {
      const { id } = await db.harness.findFirstOrThrow({ where: { tenantId, slug: harness } });
      await db.draft.updateMany({ where: { tenantId, harnessId: id }, data: { doc: JSON.parse(JSON.stringify(doc)) } });
    });
  return { actor, run, archive, restore, route, redraw };
}

function greetingDraft(): Draft {
  const draft = readyDraft();
  const prompt = { system: "", user: "", ref: { prompt: "greeting", rev: "latest" } };
  const nodes = draft.nodes.map((node) =>
    node.kind === "agent" ? { ...node, config: { ...node.config, prompt } } : node,
  );
  return { ...draft, nodes };
}

/** Start, the first release of another harness, end. */
function callingDraft(harness: string): Draft {
  const { nodes, ...draft } = readyDraft();
  const [start, , end] = nodes;
  if (!start || !end) throw new Error("It starts and ends.");
  const step = { ...newNode({ nodes }, "subflow"), key: "part", config: { harness, release: 1 } };
  const input = { ...step, in: { message: { cel: "input.message" } } };
  const line = (from: string, to: string) => ({
    id: newGraphId("e"),
    from: { node: from, port: "out" },
    to: { node: to, port: "in" },
  });
  return {
    ...draft,
    nodes: [start, input, { ...end, in: { answer: { cel: "steps.part.output" } } }],
    edges: [line(start.id, step.id), line(step.id, end.id)],
  };
}

test("an archived asset is in no list and no library, keeps its key and its revisions, and comes back as it was", async () => {
  const { actor, run, archive, restore } = await world();
  const before = await run((db) => getPrompt(db, actor, "greeting"));
  await archive();
  expect(await run((db) => listPrompts(db, actor))).toEqual([]);
  expect((await run((db) => loadLibrary(db, actor.tenantId))).prompts.size).toBe(0);
  await expect(run((db) => getPrompt(db, actor, "greeting"))).rejects.toMatchObject({ code: "not-found" });
  await expect(archive()).rejects.toMatchObject({ code: "not-found" });
  expect(await run((db) => listArchivedAssets(db, actor, "prompt"))).toMatchObject([{ key: "greeting", rev: 1 }]);
  expect(await run((db) => listArchivedAssets(db, actor, "tool"))).toEqual([]);
  await expect(run((db) => createPrompt(db, actor, GREETING))).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(/archived prompt has the key "greeting".*Restore/),
  });
  await restore();
  expect(await run((db) => getPrompt(db, actor, "greeting"))).toEqual(before);
  await expect(restore()).rejects.toMatchObject({ code: "not-found" });
  const audit = await run((db) => db.$queryRaw<{ action: string }[]>`SELECT action FROM audit.event ORDER BY seq`);
  expect(audit.map(({ action }) => action).filter((action) => action.startsWith("prompt."))).toEqual([
    "prompt.create",
    "prompt.archive",
    "prompt.restore",
  ]);
});

test("what a draft uses is not archived, nor what an environment runs, and it is said where", async () => {
  const { actor, run, archive, route, redraw } = await world();
  await run((db) => createHarness(db, actor, "Desk", greetingDraft()));
  await expect(archive()).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining('the draft of "Desk"'),
  });
  await route("desk");
  await redraw("desk", readyDraft());
  await expect(archive()).rejects.toMatchObject({
    message: expect.stringMatching(/release 1 of "Desk" in production/),
  });
  expect(await run((db) => findUses(db, actor, "prompt", "greeting"))).toMatchObject({
    drafts: [],
    releases: [{ harness: { slug: "desk", isArchived: false }, number: 1, environment: "production" }],
  });
  await route("desk");
  await archive();
});

test("what a subflow of a release in an environment uses is not archived", async () => {
  const { actor, run, archive, route, redraw } = await world();
  await run((db) => createHarness(db, actor, "Desk", greetingDraft()));
  await run((db) => createRelease(db, actor, "desk"));
  await redraw("desk", readyDraft());
  await run((db) => createHarness(db, actor, "Caller", callingDraft("desk")));
  await route("caller");
  await expect(archive()).rejects.toMatchObject({
    message: expect.stringMatching(/release 1 of "Caller" in production/),
  });
});

test("a dataset that no running experiment uses is archived, and another tenant knows nothing of the archive", async () => {
  const [one, two] = [await world(), await world()];
  await one.run((db) => createDataset(db, one.actor, { key: "mails", name: "Mails" }));
  const attempt = (run: typeof one.run, actor: typeof one.actor) =>
    run((db) => archiveAsset(db, actor, "dataset", "mails"));
  await expect(attempt(two.run, two.actor)).rejects.toMatchObject({ code: "not-found" });
  await attempt(one.run, one.actor);
  expect(await one.run((db) => listDatasets(db, one.actor))).toEqual([]);
  expect(await two.run((db) => listArchivedAssets(db, two.actor))).toEqual([]);
  await expect(two.run((db) => restoreAsset(db, two.actor, "dataset", "mails"))).rejects.toMatchObject({
    code: "not-found",
  });
});

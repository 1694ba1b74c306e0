import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { getDraft, getReadiness } from "@/lib/harness/drafts/data.server";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import type { Command } from "@/lib/harness/graph/command";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { getRelease, listReleases } from "@/lib/harness/releases/data.server";
import { createRelease, promoteRelease, startTestRun } from "@/lib/harness/releases/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

async function world(demo = true) {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  const harness = await run((db) => createHarness(db, actor, "Support desk", readyDraft()));
  const save = (baseRev: number, name: string, batchId: string = randomUUID()) =>
    run((db) =>
      saveDraft(db, actor, harness.slug, {
        baseRev,
        batchId,
        commands: [{ kind: "set-draft", change: { name } } satisfies Command],
      }),
    );
  return { actor, run, harness, save };
}

test("of two people who save at once one wins, the other is told, and a repeated batch is applied once", async () => {
  const { actor, run, harness, save } = await world();
  const batch = randomUUID();
  const answers = await Promise.allSettled([save(1, "Mine", batch), save(1, "Yours")]);
  expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
  const { rev, draft } = await run((db) => getDraft(db, actor, harness.slug));
  expect(rev).toBe(2);
  expect(["Mine", "Yours"]).toContain(draft.name);
  const again = randomUUID();
  expect(await save(2, "Third", again)).toEqual({ rev: 3 });
  expect(await save(2, "Third", again)).toEqual({ rev: 3 });
});

test("one edit that does not fit saves nothing of its batch", async () => {
  const { actor, run, harness } = await world();
  const bad = run((db) =>
    saveDraft(db, actor, harness.slug, {
      baseRev: 1,
      batchId: randomUUID(),
      commands: [
        { kind: "set-draft", change: { name: "Changed" } },
        { kind: "set-node", id: "n_nobody00000000", change: { label: "x" } },
      ],
    }),
  );
  await expect(bad).rejects.toMatchObject({ code: "invalid", errors: [{ pointer: "/commands/1" }] });
  expect((await run((db) => getDraft(db, actor, harness.slug))).draft.name).toBe("Support desk");
});

test("the same content is the same release; another edit is the next one; content never changes", async () => {
  const { actor, run, harness, save } = await world();
  const first = await run((db) => createRelease(db, actor, harness.slug));
  expect(first).toMatchObject({ number: 1, created: true });
  expect(await run((db) => createRelease(db, actor, harness.slug))).toMatchObject({ id: first.id, created: false });
  await save(1, "Renamed");
  expect((await run((db) => createRelease(db, actor, harness.slug))).number).toBe(2);
  const change = run((db) => db.release.updateMany({ where: { id: first.id }, data: { contentHash: "x" } }));
  await expect(change).rejects.toThrow(/permission denied|immutable/);
});

test("a screen that shows what an environment ran before promotes over nobody's change", async () => {
  const { actor, run, harness, save } = await world();
  const one = await run((db) => createRelease(db, actor, harness.slug));
  await save(1, "Second");
  const two = await run((db) => createRelease(db, actor, harness.slug));
  const promote = (releaseId: string, reason: string, routeRev?: number) =>
    run((db) => promoteRelease(db, actor, harness.slug, { environment: "staging", releaseId, reason, routeRev }));
  const shown = () => run(async (db) => (await listReleases(db, actor, harness.slug)).routeRevs);
  expect(await shown()).toEqual({ staging: 0, production: 0 });
  await promote(one.id, "first", 0);
  const { staging } = await shown();
  await promote(two.id, "better");
  await promote(one.id, "worse after all");
  await expect(promote(two.id, "late", staging)).rejects.toMatchObject({
    code: "conflict",
    detail: expect.stringMatching(/runs r1 since .+ rolled it back \("worse after all"\)/),
  });
  expect(await promote(two.id, "looked again", (await shown()).staging)).toMatchObject({ releaseId: two.id });
});

test("promoting and rolling back move the environment, say who and why, and stand in the audit log", async () => {
  const { actor, run, harness, save } = await world();
  const one = await run((db) => createRelease(db, actor, harness.slug));
  await save(1, "Second");
  const two = await run((db) => createRelease(db, actor, harness.slug));
  const promote = (releaseId: string, reason: string) =>
    run((db) => promoteRelease(db, actor, harness.slug, { environment: "production", releaseId, reason }));
  await promote(one.id, "first");
  await promote(two.id, "better");
  await promote(one.id, "worse after all");
  const { items, events } = await run((db) => listReleases(db, actor, harness.slug));
  expect(items.map((item) => [item.number, item.environments])).toEqual([
    [2, []],
    [1, ["production"]],
  ]);
  expect(events.map((event) => [event.kind, event.from, event.to, event.reason])).toEqual([
    ["rollback", 2, 1, "worse after all"],
    ["promote", 1, 2, "better"],
    ["promote", null, 1, "first"],
  ]);
  const audit = await run((db) => db.$queryRaw<{ action: string }[]>`SELECT action FROM audit.event ORDER BY seq`);
  expect(audit.map((event) => event.action).filter((action) => action.startsWith("release."))).toEqual([
    "release.create",
    "release.create",
    "release.promote",
    "release.promote",
    "release.rollback",
  ]);
});

test("a release says what it changes against production, and for production's own against the one before", async () => {
  const { actor, run, harness, save } = await world();
  const one = await run((db) => createRelease(db, actor, harness.slug));
  await save(1, "Second");
  const two = await run((db) => createRelease(db, actor, harness.slug));
  const read = (id: string) => run((db) => getRelease(db, actor, harness.slug, id));
  const renamed = [{ part: "setting", name: "name", change: "changed", fields: ["name"] }];
  expect(await read(one.id)).toMatchObject({ comparedTo: null, changes: [] });
  expect(await read(two.id)).toMatchObject({ comparedTo: 1, changes: renamed });
  await run((db) =>
    promoteRelease(db, actor, harness.slug, { environment: "production", releaseId: two.id, reason: "" }),
  );
  expect(await read(two.id)).toMatchObject({ comparedTo: 1, changes: renamed });
  expect(await read(one.id)).toMatchObject({ comparedTo: 2, changes: renamed });
});

test("outside a demo a simulated model blocks a release, and still a test run starts", async () => {
  const { actor, run, harness } = await world(false);
  expect((await run((db) => getReadiness(db, actor, harness.slug))).findings[0]).toMatchObject({
    rule: "simulated-model",
    severity: "block",
  });
  await expect(run((db) => createRelease(db, actor, harness.slug))).rejects.toMatchObject({
    code: "not-releasable",
    detail: "1 finding blocks this release. Repair it in the editor.",
  });
  const test = await run((db) => startTestRun(db, actor, harness.slug, { input: { message: "hi" } }, Date.now()));
  const row = await run((db) => db.run.findFirstOrThrow({ where: { id: test.runId } }));
  expect(row).toMatchObject({ status: "queued", environment: "draft", trigger: "test" });
});

test("another tenant's harness and releases do not exist", async () => {
  const [one, two] = [await world(), await world()];
  const release = await one.run((db) => createRelease(db, one.actor, one.harness.slug));
  const foreign = two.run((db) =>
    promoteRelease(db, two.actor, two.harness.slug, { environment: "staging", releaseId: release.id, reason: "" }),
  );
  await expect(foreign).rejects.toMatchObject({ code: "not-found" });
  const read = two.run((db) => getRelease(db, two.actor, two.harness.slug, release.id));
  await expect(read).rejects.toMatchObject({ code: "not-found" });
});

import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/governance/access/actor";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { testGraph } from "@/lib/harness/canvas/test-graphs";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { reviewRelease } from "@/lib/harness/promotion/mutations.server";
import { getRelease, listReleases } from "@/lib/harness/releases/data.server";
import { createRelease, promoteRelease } from "@/lib/harness/releases/mutations.server";
import { revokeRelease } from "@/lib/harness/releases/revoke-release.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import { enqueueRun } from "@/lib/release/mutations.server";

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: Parameters<typeof withTenant<T>>[2]) => withTenant(actor, "release:promote", work);
  const harness = await run((db) => createHarness(db, actor, "Desk", readyDraft()));
  const freeze = () => run((db) => createRelease(db, actor, harness.slug));
  const rename = (baseRev: number, name: string) =>
    run((db) =>
      saveDraft(db, actor, harness.slug, {
        ...{ baseRev, batchId: randomUUID() },
        commands: [{ kind: "set-draft", change: { name } }],
      }),
    );
  const promote = (releaseId: string, environment: "staging" | "production" = "staging") =>
    run((db) => promoteRelease(db, actor, harness.slug, { environment, releaseId, reason: "" }));
  /** Queues a run, as whatever starts one does in the end. */
  const enqueue = async (releaseId: string) => {
    const { id: harnessId, projectId } = await run((db) => db.harness.findFirstOrThrow({ where: { tenantId } }));
    const request = { releaseId, harnessId, projectId: String(projectId), input: {}, threadId: null, endUser: null };
    const by = { environment: "staging", trigger: "api", startedBy: "system:test", idempotencyKey: null } as const;
    return await run((db) => enqueueRun(db, tenantId, { ...request, ...by }, Date.now()));
  };
  const revoke = (releaseId: string, by: Actor = actor) =>
    run((db) => revokeRelease(db, by, harness.slug, { releaseId, reason: "Wrong prices", now: new Date() }));
  return { actor, tenantId, run, harness, freeze, rename, promote, enqueue, revoke };
}

test("a revoked release is promoted nowhere and rolled back to nowhere, and says why; the same content is no new release", async () => {
  const { run, actor, harness, freeze, rename, promote, revoke } = await world();
  const one = await freeze();
  await promote(one.id);
  await rename(1, "Second");
  const two = await freeze();
  await promote(two.id);
  await revoke(one.id);
  await expect(promote(one.id)).rejects.toMatchObject({
    code: "release-revoked",
    detail: expect.stringContaining("Wrong prices"),
  });
  await expect(revoke(one.id)).rejects.toMatchObject({ code: "release-revoked" });
  const { items } = await run((db) => listReleases(db, actor, harness.slug));
  expect(items.map(({ number, revoked }) => [number, revoked?.reason ?? null])).toEqual([
    [2, null],
    [1, "Wrong prices"],
  ]);
  await rename(2, "Third");
  const three = await freeze();
  await revoke(three.id);
  await expect(freeze()).rejects.toMatchObject({ code: "release-revoked" });
});

test("a release that an environment runs, or a release that an environment runs has as a step, is not revoked", async () => {
  const { run, actor, harness, freeze, rename, promote, revoke } = await world();
  const one = await freeze();
  await promote(one.id);
  await expect(revoke(one.id)).rejects.toMatchObject({
    code: "release-in-use",
    errors: [{ pointer: "/environments/staging", message: "It runs in staging." }],
  });
  await rename(1, "Second");
  await promote((await freeze()).id);
  const draft = testGraph(
    {
      begin: { kind: "trigger.chat" },
      desk: {
        kind: "subflow",
        config: { harness: harness.slug, release: 1 },
        in: { message: { cel: "input.message" } },
      },
      end: { kind: "end", in: { ok: { lit: true } } },
    },
    ["begin > desk", "desk > end"],
  );
  const parent = await run((db) => createHarness(db, actor, "Parent", draft));
  const { id } = await run((db) => createRelease(db, actor, parent.slug));
  await run((db) => promoteRelease(db, actor, parent.slug, { environment: "production", releaseId: id, reason: "" }));
  await expect(revoke(one.id)).rejects.toMatchObject({
    code: "release-in-use",
    errors: [{ pointer: `/harnesses/${parent.slug}/environments/production` }],
  });
});

test("runs under way are counted, and nobody asks them to end", async () => {
  const { run, tenantId, actor, harness, freeze, enqueue, revoke } = await world();
  const { id: releaseId } = await freeze();
  const { runId } = await enqueue(releaseId);
  await run((db) => db.run.updateMany({ where: { tenantId, id: runId }, data: { status: "running" } }));
  expect((await run((db) => getRelease(db, actor, harness.slug, releaseId))).runsUnderWay).toBe(1);
  await revoke(releaseId);
  const { status, cancelRequestedAt } = await run((db) => db.run.findFirstOrThrow({ where: { tenantId, id: runId } }));
  expect({ status, cancelRequestedAt }).toEqual({ status: "running", cancelRequestedAt: null });
});

test("no run of a revoked release is queued, whatever was asked of it before", async () => {
  const { run, tenantId, freeze, enqueue, revoke } = await world();
  const { id } = await freeze();
  await revoke(id);
  await expect(enqueue(id)).rejects.toMatchObject({
    code: "release-revoked",
    detail: expect.stringContaining("Wrong prices"),
  });
  expect(await run((db) => db.run.count({ where: { tenantId } }))).toBe(0);
});

test("a revoked release takes no more reviews", async () => {
  const { run, tenantId, actor, harness, freeze, revoke } = await world();
  const { id } = await freeze();
  const review = { verdict: "approve" as const, comment: "" };
  const approve = () => run((db) => reviewRelease(db, actor, harness.slug, id, review));
  await approve();
  await revoke(id);
  await expect(approve()).rejects.toMatchObject({ code: "release-revoked" });
  expect(await run((db) => db.releaseReview.count({ where: { tenantId } }))).toBe(1);
});

test("revoking asks for a fresh proof of who it is; rolling back does not", async () => {
  const { run, actor, harness, freeze, rename, promote, revoke } = await world();
  const person: Actor = { ...actor, kind: "user", id: randomUUID(), confirmedAt: new Date(Date.now() - 11 * 60_000) };
  const one = await freeze();
  await promote(one.id);
  await rename(1, "Second");
  const two = await freeze();
  const move = (releaseId: string) =>
    run((db) => promoteRelease(db, person, harness.slug, { environment: "staging", releaseId, reason: "" }));
  await expect(move(two.id)).rejects.toMatchObject({ code: "step-up-required" });
  await promote(two.id);
  expect(await move(one.id)).toMatchObject({ releaseId: one.id });
  await expect(revoke(two.id, person)).rejects.toMatchObject({ code: "step-up-required" });
  await revoke(two.id, { ...person, confirmedAt: new Date() });
});

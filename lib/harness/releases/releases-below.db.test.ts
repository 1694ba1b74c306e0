import { randomBytes } from "node:crypto";
import { expect, test, vi } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { testGraph } from "@/lib/harness/canvas/test-graphs";
import type { Draft } from "@/lib/harness/graph/draft";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { getPromotion } from "@/lib/harness/promotion/check-promotion.server";
import { createRelease, promoteRelease } from "@/lib/harness/releases/mutations.server";
import { revokeRelease } from "@/lib/harness/releases/revoke-release.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import { clearVariable, createVariable, setVariable } from "@/lib/harness/variables/mutations.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

/** Start, the first release of another harness, end. */
const callingDraft = (harness: string): Draft =>
  testGraph(
    {
      begin: { kind: "trigger.chat" },
      part: { kind: "subflow", config: { harness, release: 1 }, in: { message: { cel: "input.message" } } },
      end: { kind: "end", in: { ok: { lit: true } } },
    },
    ["begin > part", "part > end"],
  );

/** Answers with a variable. */
const readingDraft = (): Draft =>
  testGraph({ begin: { kind: "trigger.chat" }, end: { kind: "end", in: { region: { cel: "vars.region" } } } }, [
    "begin > end",
  ]);

/** Three harnesses, each with a first release: `top` runs one of `middle`, which runs one of `bottom`. */
async function world(bottomDraft: Draft = readyDraft()) {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "release:promote", work);
  await run((db) => createVariable(db, actor, { name: "region", value: "here" }));
  const set = (environment: "staging" | "production") =>
    run((db) => setVariable(db, actor, { name: "region", environment, value: "there" }));
  const clear = (environment: "staging" | "production") =>
    run((db) => clearVariable(db, actor, { name: "region", environment }));
  await set("staging");
  await set("production");
  const make = async (harness: string, draft: Draft) => {
    await run((db) => createHarness(db, actor, harness, draft));
    return (await run((db) => createRelease(db, actor, harness))).id;
  };
  const bottom = await make("bottom", bottomDraft);
  const middle = await make("middle", callingDraft("bottom"));
  const top = await make("top", callingDraft("middle"));
  /** A second release of `top`, which runs no other. */
  const alone = async () => {
    const doc = JSON.parse(JSON.stringify(readyDraft()));
    await run((db) => db.draft.updateMany({ where: { tenantId, harness: { slug: "top" } }, data: { doc } }));
    return (await run((db) => createRelease(db, actor, "top"))).id;
  };
  const archive = (harness: string) =>
    run((db) => db.harness.updateMany({ where: { tenantId, slug: harness }, data: { archivedAt: new Date() } }));
  const promote = (releaseId: string, environment: "staging" | "production" = "staging") =>
    run((db) => promoteRelease(db, actor, "top", { environment, releaseId, reason: "" }));
  /** What comes of something that begins while `top` gets into staging, and before that is committed. */
  const duringPromotion = (other: () => Promise<unknown>) =>
    run(async (db) => {
      await promoteRelease(db, actor, "top", { environment: "staging", releaseId: top, reason: "" });
      let isOver = false;
      const outcome = other()
        .catch((error: unknown) => error)
        .finally(() => {
          isOver = true;
        });
      await vi.waitFor(
        async () => {
          const [row] = await db.$queryRaw<{ waiting: boolean }[]>`
          SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
            WHERE l.locktype = 'advisory' AND NOT l.granted) AS waiting`;
          expect(isOver || row?.waiting).toBe(true);
        },
        { timeout: 10_000 },
      );
      return { outcome };
    });
  const revoke = (harness: string, releaseId: string) =>
    run((db) => revokeRelease(db, actor, harness, { releaseId, reason: "Wrong prices", now: new Date() }));
  const check = (releaseId: string) => run((db) => getPromotion(db, actor, "top", releaseId));
  return { check, bottom, middle, top, set, clear, alone, archive, promote, duringPromotion, revoke };
}

test("a release that an environment runs by a step of a step is not revoked, and it is said where", async () => {
  const { bottom, middle, top, alone, promote, revoke } = await world();
  await promote(top, "production");
  for (const [harness, releaseId] of [
    ["middle", middle],
    ["bottom", bottom],
  ] as const)
    await expect(revoke(harness, releaseId)).rejects.toMatchObject({
      code: "release-in-use",
      errors: [
        {
          pointer: "/harnesses/top/environments/production",
          message: "r1 of top, which runs in production, runs it in a step.",
        },
      ],
    });
  await promote(await alone(), "production");
  await revoke("bottom", bottom);
});

test("no environment gets a release that runs a revoked one at any depth, by promotion or by rolling back; it is said which", async () => {
  const { bottom, top, alone, promote, revoke, check } = await world();
  await promote(top);
  await promote(await alone());
  await revoke("bottom", bottom);
  for (const environment of ["staging", "production"] as const)
    await expect(promote(top, environment)).rejects.toMatchObject({
      code: "not-promotable",
      detail: "It runs r1 of bottom in a step, which was revoked: Wrong prices",
      errors: [{ pointer: "/subflows/bottom@1" }],
    });
  expect((await check(top)).blocking).toMatchObject([
    { rule: "broken-step", explanation: "It runs r1 of bottom in a step, which was revoked: Wrong prices" },
  ]);
});

test("a release whose step runs one of an archived harness is rolled back to", async () => {
  const { top, alone, archive, promote } = await world();
  await promote(top);
  await promote(await alone());
  await archive("middle");
  expect(await promote(top)).toMatchObject({ releaseId: top });
});

test("a value that a step of a step reads is not taken from the environment that runs it, and no environment without it gets the release", async () => {
  const { top, set, clear, alone, promote, check } = await world(readingDraft());
  await promote(top);
  await expect(clear("staging")).rejects.toMatchObject({
    code: "release-in-use",
    detail: expect.stringContaining("r1 of top reads it"),
  });
  await clear("production");
  await expect(promote(top, "production")).rejects.toMatchObject({
    code: "not-promotable",
    detail: expect.stringContaining("r1 of bottom in a step, which reads vars.region. It has no value in production"),
    errors: [{ pointer: "/subflows/bottom@1" }],
  });
  expect((await check(top)).blocking).toMatchObject([{ rule: "broken-step", environments: ["production"] }]);
  await set("production");
  expect((await check(top)).blocking).toEqual([]);
  await promote(top, "production");
  await promote(await alone());
  await clear("staging");
  await expect(promote(top)).rejects.toMatchObject({ code: "not-promotable" });
});

test("a revocation that begins while an environment gets a release sees that release in it", async () => {
  const { bottom, duringPromotion, revoke } = await world();
  const { outcome } = await duringPromotion(() => revoke("bottom", bottom));
  expect(await outcome).toMatchObject({ code: "release-in-use" });
});

test("a value that is taken away while an environment gets a release that reads it stays", async () => {
  const { clear, duringPromotion } = await world(readingDraft());
  const { outcome } = await duringPromotion(() => clear("staging"));
  expect(await outcome).toMatchObject({ code: "release-in-use" });
});

import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { getRunLimits } from "@/lib/governance/limits/data.server";
import { setRunLimits } from "@/lib/governance/limits/mutations.server";
import type { RunLimits } from "@/lib/governance/limits/schema";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { PROGRAM_FORMATS } from "@/lib/release/program";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import type { RunRef } from "@/lib/runtime/journal/journal";
import { postgresJournal } from "@/lib/runtime/journal/postgres-journal.server";
import { startRun } from "@/lib/runtime/runs/mutations.server";
import { NewRun } from "@/lib/runtime/runs/schema";
import { addTestRelease, storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

const PROGRAM = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "done", kind: "end" },
  ],
  ["start > done"],
);

/** A tenant with a routed release, and limits of its own. */
async function world(change: Partial<RunLimits>) {
  const slug = `t${randomBytes(6).toString("hex")}`;
  const stored = await storeTestRelease(slug, PROGRAM);
  const { tenantId, harnessId, releaseId } = stored;
  const actor = systemActor("test", tenantId, slug);
  await tenantTransaction(tenantId, async (db) => {
    const route = { tenantId, harnessId, environment: "production", releaseId, rev: 1 };
    await db.environmentRoute.create({ data: route });
    await setRunLimits(db, actor, { ...(await getRunLimits(db, tenantId)), ...change }, new Date());
  });
  const start = (idempotencyKey: string | null, nowMs = Date.now()) =>
    tenantTransaction(tenantId, (db) =>
      startRun(db, actor, NewRun.parse({ harness: "test" }), { idempotencyKey, nowMs }),
    );
  const claim = async (run: RunRef) => {
    const made = await postgresJournal.claim(run, { workerId: "w", nowMs: Date.now(), formats: PROGRAM_FORMATS });
    return made.kind === "refused" ? made.why : made.kind;
  };
  return { ...stored, start, claim };
}

test("a tenant that has started its runs of a minute starts no more; nothing is stored, and a minute later it may again", async () => {
  const { start, tenantId } = await world({ startsPerMinute: 3 });
  const now = Date.now();
  for (let n = 0; n < 3; n += 1) await start(null, now);
  await expect(start(null, now)).rejects.toMatchObject({ code: "rate-limited" });
  expect(await tenantTransaction(tenantId, (db) => db.run.count({ where: { tenantId } }))).toBe(3);
  expect(await start(null, now + 61_000)).toMatchObject({ created: true });
});

test("a request that is made again gets its run, also beyond the limit", async () => {
  const { start } = await world({ startsPerMinute: 1 });
  const now = Date.now();
  const { runId } = await start("order-7", now);
  await expect(start("order-8", now)).rejects.toMatchObject({ code: "rate-limited" });
  expect(await start("order-7", now)).toMatchObject({ runId, created: false });
});

test("no more runs of a tenant are claimed than its limit; the next one is taken when one has ended", async () => {
  const { queue, claim, tenantId } = await world({ concurrentRuns: 2 });
  const runs = [await queue({}), await queue({}), await queue({})];
  const taken = await Promise.all(runs.map(claim));
  expect(taken.sort()).toEqual(["claimed", "claimed", "limit"]);
  const waiting = await tenantTransaction(tenantId, (db) => db.run.findMany({ where: { tenantId, status: "queued" } }));
  const [last] = runs.filter(({ runId }) => runId === waiting[0]?.id);
  const [other] = runs.filter((run) => run !== last);
  if (!last || !other) throw new Error("One run waits.");
  await tenantTransaction(tenantId, (db) =>
    db.run.updateMany({ where: { tenantId, id: other.runId }, data: { status: "succeeded", endedAt: new Date() } }),
  );
  expect(await claim(last)).toBe("claimed");
});

test("a harness at its own limit leaves the rest of the tenant's room to the others", async () => {
  const { queue, claim, tenantId, projectId } = await world({ concurrentRuns: 10, concurrentRunsPerHarness: 1 });
  const second = await addTestRelease({ tenantId, projectId }, "second", PROGRAM);
  expect(await claim(await queue({}))).toBe("claimed");
  expect(await claim(await queue({}))).toBe("limit");
  expect(await claim(await second.queue({}))).toBe("claimed");
});

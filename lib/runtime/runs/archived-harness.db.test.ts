import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { startRun } from "@/lib/runtime/runs/mutations.server";
import { NewRun } from "@/lib/runtime/runs/schema";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

const PROGRAM = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "done", kind: "end" },
  ],
  ["start > done"],
);

test("what an environment runs of an archived harness still starts; without a route the harness is unknown", async () => {
  const slug = `t${randomBytes(6).toString("hex")}`;
  const { tenantId, harnessId, releaseId } = await storeTestRelease(slug, PROGRAM);
  const actor = systemActor("test", tenantId, slug);
  const start = () =>
    tenantTransaction(tenantId, (db) =>
      startRun(db, actor, NewRun.parse({ harness: "test" }), { idempotencyKey: null, nowMs: Date.now() }),
    );
  const data = { archivedAt: new Date() };
  await tenantTransaction(tenantId, (db) => db.harness.updateMany({ where: { tenantId, id: harnessId }, data }));
  await expect(start()).rejects.toMatchObject({ code: "not-found" });
  const route = { tenantId, harnessId, environment: "production", releaseId, rev: 1 };
  await tenantTransaction(tenantId, (db) => db.environmentRoute.create({ data: route }));
  const { runId } = await start();
  const runs = await tenantTransaction(tenantId, (db) =>
    db.run.findMany({ where: { tenantId, harnessId }, select: { id: true, releaseId: true } }),
  );
  expect(runs).toEqual([{ id: runId, releaseId }]);
});

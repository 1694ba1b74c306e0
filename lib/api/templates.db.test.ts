import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/governance/access/actor";
import { scopesOf } from "@/lib/governance/access/scopes";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { getReadiness } from "@/lib/harness/drafts/data.server";
import { getFirstLoop } from "@/lib/harness/first-loop/data.server";
import { noteFirstLoop } from "@/lib/harness/first-loop/mutations.server";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { createRelease, startTestRun } from "@/lib/harness/releases/mutations.server";
import { templateDraft } from "@/lib/harness/templates/template-draft";
import { TEMPLATES } from "@/lib/harness/templates/template-list";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

const sink = createPostgresSpanSink();
const pool = new SegmentPool({ ...productionParts({ sink, sleep: async () => {} }), workerId: "test" });

beforeAll(() => ensurePartitions(Date.now()));

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const system = systemActor("test", tenantId, slug);
  const actor: Actor = { ...system, kind: "user", id: randomUUID(), role: "OWNER", scopes: scopesOf("OWNER") };
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "draft:run", work);
  return { actor, tenantId, run };
}

test.each(TEMPLATES)(
  "$name: nothing blocks it, it is released, and it runs to an answer",
  async ({ key, name, sample }) => {
    const { actor, tenantId, run } = await world();
    const harness = await run((db) => createHarness(db, actor, name, templateDraft(key, name)));
    const { findings } = await run((db) => getReadiness(db, actor, harness.slug));
    const structural = [
      "unconnected-node",
      "needs-join",
      "no-outcome-signal",
      "unbounded-list",
      "loop-cost",
      "trifecta",
    ];
    expect(findings.filter((one) => one.severity === "block" || structural.includes(one.rule))).toEqual([]);
    expect((await run((db) => createRelease(db, actor, harness.slug))).number).toBe(1);
    const { runId } = await run((db) => startTestRun(db, actor, harness.slug, { input: sample }, Date.now()));
    await pool.execute({ tenantId, runId });
    const { status, output } = await run((db) => db.run.findFirstOrThrow({ where: { id: runId } }));
    expect(status).toBe("succeeded");
    expect(Object.values(Object(output)).join("").length).toBeGreaterThan(5);
  },
  60_000,
);

test("the first loop shows what a person did, notes what no table knows, and can be put away", async () => {
  const { actor, tenantId, run } = await world();
  const done = async () =>
    (await run((db) => getFirstLoop(db, actor))).steps.filter((one) => one.done).map((one) => one.step);
  expect(await done()).toEqual([]);
  const harness = await run((db) => createHarness(db, actor, "Desk", templateDraft("support-desk", "Desk")));
  expect(await done()).toEqual(["draw"]);
  const { runId } = await run((db) =>
    startTestRun(db, actor, harness.slug, { input: { message: "[simulate auth] Where is order A-1001?" } }, Date.now()),
  );
  await pool.execute({ tenantId, runId });
  await sink.flush(5_000);
  expect(await done()).toEqual(["draw", "run", "break"]);
  await run((db) => noteFirstLoop(db, actor, { inspected: true }, new Date()));
  expect(await done()).toEqual(["draw", "run", "break", "inspect"]);
  const away = await run((db) => noteFirstLoop(db, actor, { dismissed: true }, new Date()));
  expect(away.dismissed).toBe(true);
  const other = { ...actor, id: randomUUID() };
  expect(await run((db) => getFirstLoop(db, other))).toMatchObject({ dismissed: false });
}, 60_000);

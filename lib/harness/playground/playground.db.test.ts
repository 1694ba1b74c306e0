import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { listHarnesses } from "@/lib/harness/harnesses/data.server";
import type { PlaygroundColumn } from "@/lib/harness/playground/schema";
import { startPlayground } from "@/lib/harness/playground/start-playground.server";
import { templateVariables } from "@/lib/harness/playground/template-variables";
import { promptBody } from "@/lib/harness/prompts/prompt-body";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { findRelease } from "@/lib/release/data.server";

const columnOf = (user: string, model = "sandbox/echo"): PlaygroundColumn => ({
  body: promptBody({ system: "Be short.", user }),
  model: { model, fallbacks: [], temperature: 0, maxOutputTokens: 200 },
});

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "draft:run", work);
  const start = (columns: PlaygroundColumn[], rows: Record<string, string>[], repeats = 1) =>
    run((db) => startPlayground(db, actor, { columns, rows, repeats }, Date.now()));
  return { actor, run, start };
}

test("every cell is a run of a candidate release in the environment draft; the workbench is no harness of anybody", async () => {
  const { actor, run, start } = await world();
  const { runs } = await start(
    [columnOf("Hi {{ input.name }}"), columnOf("Bye {{ input.name }}")],
    [{ name: "Ada" }, { name: "Bo" }],
    2,
  );
  expect(runs.map((rows) => rows.map((cells) => cells.length))).toEqual([
    [2, 2],
    [2, 2],
  ]);
  const rows = await run((db) => db.run.findMany({ where: { tenantId: actor.tenantId } }));
  expect(new Set(rows.map((row) => `${row.environment} ${row.trigger} ${row.status}`))).toEqual(
    new Set(["draft test queued"]),
  );
  expect(new Set(rows.map((row) => row.releaseId)).size).toBe(2);
  const release = await run((db) => findRelease(db, actor.tenantId, rows[0]?.releaseId ?? ""));
  expect([release?.state, release?.number]).toEqual(["candidate", null]);
  expect(await run((db) => listHarnesses(db, actor))).toEqual([]);
});

test("the same column again is the same release; a template with a mistake starts nothing", async () => {
  const { actor, run, start } = await world();
  await start([columnOf("Hi {{ input.name }}")], [{ name: "Ada" }]);
  await start([columnOf("Hi {{ input.name }}")], [{ name: "Bo" }]);
  const count = () => run((db) => db.run.count({ where: { tenantId: actor.tenantId } }));
  expect(await run((db) => db.release.count({ where: { tenantId: actor.tenantId } }))).toBe(1);
  await expect(start([columnOf("ok"), columnOf("{{ inptu.name }}")], [{}])).rejects.toMatchObject({
    code: "invalid",
    errors: [{ pointer: "/columns/1/body/messages/1/content" }],
  });
  expect(await count()).toBe(2);
});

test("variables are named in the order of their use", () => {
  const bodies = [
    promptBody({ system: "{{ input.tone }}", user: "{{ input.text | upcase }} {{ input.tone }} {{ steps.a.output }}" }),
  ];
  expect(templateVariables(bodies)).toEqual(["tone", "text"]);
});

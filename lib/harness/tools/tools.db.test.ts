import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { loadLibrary } from "@/lib/harness/compile/load-library.server";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { createRelease } from "@/lib/harness/releases/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import { getTool, listTools } from "@/lib/harness/tools/data.server";
import { importOpenApi, previewOpenApi } from "@/lib/harness/tools/import-openapi.server";
import { createTool, reviseTool } from "@/lib/harness/tools/mutations.server";
import type { HttpTool, OwnTool } from "@/lib/harness/tools/schema";
import { startToolTest } from "@/lib/harness/tools/test-tool.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { findRelease } from "@/lib/release/data.server";

const TOOL: HttpTool = {
  key: "stock_get",
  name: "Stock",
  description: "How many are in stock.",
  input: { type: "object", properties: { sku: { type: "string" } }, required: ["sku"] },
  sideEffect: "idempotent",
  classes: ["read"],
  timeoutMs: 5_000,
  impl: {
    kind: "http",
    method: "GET",
    url: "https://example.com/stock/{{ args.sku }}",
    headers: {},
    maxResponseBytes: 1_000,
  },
};

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "tool:write", work);
  const revise = (baseRev: number, change: Partial<OwnTool>, message = "") =>
    run((db) => reviseTool(db, actor, TOOL.key, { baseRev, tool: { ...TOOL, ...change }, message }));
  return { actor, run, revise };
}

test("a release keeps the tool that it was made with; the draft uses the newest revision", async () => {
  const { actor, run, revise } = await world();
  await run((db) => createTool(db, actor, { tool: TOOL, message: "" }));
  const draft = readyDraft();
  const nodes = draft.nodes.map((node) =>
    node.kind === "agent" ? { ...node, config: { ...node.config, tools: [TOOL.key] } } : node,
  );
  const harness = await run((db) => createHarness(db, actor, "Stock desk", { ...draft, nodes }));
  const { id } = await run((db) => createRelease(db, actor, harness.slug));
  await revise(1, { description: "How many pieces are left." });
  const release = await run((db) => findRelease(db, actor.tenantId, id));
  expect(release?.program.tools[TOOL.key]?.description).toBe("How many are in stock.");
  const library = await run((db) => loadLibrary(db, actor.tenantId));
  expect(library.tools.get(TOOL.key)?.description).toBe("How many pieces are left.");
  const [first] = await run((db) => listTools(db, actor));
  expect(first).toMatchObject({ revised: { rev: 2 }, usedBy: [{ slug: "stock-desk" }] });
});

test("an effect is declared safer only with a reason; a stale change is refused", async () => {
  const { actor, run, revise } = await world();
  await run((db) => createTool(db, actor, { tool: TOOL, message: "" }));
  await expect(revise(1, { sideEffect: "none" })).rejects.toMatchObject({ code: "invalid" });
  await expect(revise(1, { sideEffect: "none" }, "It only reads.")).resolves.toMatchObject({ rev: 2 });
  await expect(revise(1, { name: "Other" })).rejects.toMatchObject({ code: "conflict" });
});

test("a built-in tool cannot be replaced, and another tenant's tool does not exist", async () => {
  const [one, two] = [await world(), await world()];
  const replacing = one.run((db) => createTool(db, one.actor, { tool: { ...TOOL, key: "orders_get" }, message: "" }));
  await expect(replacing).rejects.toMatchObject({ code: "conflict" });
  await one.run((db) => createTool(db, one.actor, { tool: TOOL, message: "" }));
  await expect(two.run((db) => getTool(db, two.actor, TOOL.key))).rejects.toMatchObject({ code: "not-found" });
  await expect(two.revise(1, {})).rejects.toMatchObject({ code: "not-found" });
});

const DOCUMENT = JSON.stringify({
  openapi: "3.1.0",
  info: { title: "Shop", version: "2" },
  paths: {
    "/orders/{id}": {
      get: {
        operationId: "getOrder",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: { 200: { content: { "application/json": { schema: { type: "object" } } } } },
      },
      delete: { operationId: "dropOrder", responses: {} },
    },
  },
});

test("operations of a document become tools, all or none", async () => {
  const { actor, run } = await world();
  const preview = await run((db) => previewOpenApi(db, actor, DOCUMENT));
  expect(preview.operations.map(({ key, sideEffect, isTaken }) => [key, sideEffect, isTaken])).toEqual([
    ["get_order", "none", false],
    ["drop_order", "idempotent", false],
  ]);
  const importing = (keys: [string, string]) =>
    run((db) =>
      importOpenApi(db, actor, {
        text: DOCUMENT,
        server: "https://shop.example/v1",
        secretName: null,
        checkAnswers: true,
        operations: preview.operations.map(({ id, sideEffect, classes }, at) => ({
          id,
          key: keys[at] ?? "",
          sideEffect,
          classes,
        })),
      }),
    );
  await expect(importing(["get_order", "orders_get"])).rejects.toMatchObject({ code: "conflict" });
  expect((await run((db) => listTools(db, actor))).filter((tool) => !tool.isBuiltIn)).toEqual([]);
  await importing(["get_order", "drop_order"]);
  expect((await run((db) => getTool(db, actor, "get_order"))).definition).toMatchObject({
    sideEffect: "none",
    output: { type: "object" },
    impl: { method: "GET", url: "https://shop.example/v1/orders/{{ args.id }}" },
  });
});

test("a tool made of code is tried by a worker in the sandbox, as it is typed", async () => {
  const { actor, run } = await world();
  const tool: OwnTool = {
    ...TOOL,
    key: "total",
    input: { type: "object", properties: { prices: { type: "array", items: { type: "number" } } } },
    sideEffect: "none",
    classes: ["read", "code"],
    timeoutMs: 200,
    impl: { kind: "code", source: "return { total: input.prices.reduce((sum, price) => sum + price, 0) };" },
    mocks: [{ when: "", result: { value: "a mock" } }],
  };
  const { runId } = await run((db) => startToolTest(db, actor, { tool, args: { prices: [1, 2.5] } }, Date.now()));
  const row = await run((db) => db.run.findFirstOrThrow({ where: { id: runId } }));
  const release = await run((db) => findRelease(db, actor.tenantId, row.releaseId));
  expect(row).toMatchObject({ status: "queued", environment: "draft", trigger: "test" });
  expect(release?.state).toBe("candidate");
  expect(release?.program.tools.total?.mocks).toBeUndefined();
  await expect(
    run((db) => startToolTest(db, actor, { tool, args: { prices: "many" } }, Date.now())),
  ).rejects.toMatchObject({ code: "invalid", errors: [{ pointer: "/args/prices" }] });
});

import { afterEach, expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listConnections } from "@/lib/governance/models/data.server";
import { createConnection, putModelCard } from "@/lib/governance/models/mutations.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { createSafeStream } from "@/lib/platform/net/safe-fetch.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";
import { createAiSdkGateway } from "@/lib/runtime/models/ai-sdk-gateway.server";
import { testModel } from "@/lib/runtime/models/test-model.server";
import { fakeProvider } from "@/lib/runtime/models/testing/fake-provider.server";

let provider: Awaited<ReturnType<typeof fakeProvider>>;
afterEach(() => provider.stop());

async function tried(slug: string, scene: Parameters<typeof provider.set>[0]) {
  provider = await fakeProvider("anthropic");
  provider.set(scene);
  const { tenantId } = await createTestTenant(slug);
  const actor = systemActor("test", tenantId, slug);
  const work = <T>(todo: (db: TenantDb) => Promise<T>) => withTenant(actor, "model:write", todo);
  const input = { name: "claude", provider: "anthropic" as const, baseUrl: provider.baseUrl, apiKey: "sk-canary-1" };
  const { id } = await work((db) => createConnection(db, actor, input));
  await work((db) =>
    putModelCard(db, actor, id, { modelId: "m-1", contextWindow: 8_000, maxOutput: 500, prices: null }),
  );
  const gateway = createAiSdkGateway({
    safeStream: createSafeStream({ privateHosts: [provider.host] }),
    sleep: async () => {},
  });
  const result = await testModel(actor, { connectionId: id, modelId: "m-1" }, gateway, new AbortController().signal);
  const { items } = await work((db) => listConnections(db, tenantId, { limit: 9 }));
  return { result, card: items[0]?.models[0], kind: items[0]?.provider };
}

test("what a model did is kept with it, and what it did not do is said", async () => {
  const { result, card, kind } = await tried("try-a", { kind: "text", words: ["Good ", "day."] });
  const passed = { answer: true, stream: true, usage: true, tools: false, jsonSchema: false };
  expect(result.capabilities).toMatchObject(passed);
  expect(result.problems.map(({ check }) => check).sort()).toEqual(["JSON schema", "tool call"]);
  expect([kind, card]).toMatchObject(["anthropic", { capabilities: passed, prices: null, priceSource: "unknown" }]);
  expect(provider.seen).toHaveLength(3);
});

test("a model that does not answer is asked once, and its key is in nothing that is said", async () => {
  const body = { error: { message: "no such key sk-canary-1" } };
  const { result, card } = await tried("try-b", { kind: "status", status: 401, body });
  expect(result.capabilities).toMatchObject({ answer: false, tools: false, jsonSchema: false });
  expect(provider.seen).toHaveLength(1);
  expect(JSON.stringify([result, card])).not.toContain("sk-canary-1");
});

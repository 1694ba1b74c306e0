import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";
import { postgresCassettes } from "@/lib/runtime/cassettes/mutations.server";
import type { RecordedRequest } from "@/lib/runtime/cassettes/recorded-request";
import type { ModelAnswer } from "@/lib/runtime/models/model-gateway";

const REQUEST: RecordedRequest = {
  ...{ provider: "openai", modelId: "gpt", instructions: "Answer.", tools: [], output: null, temperature: 0 },
  ...{
    messages: [{ role: "user", text: "Write to ana@example.com, key sk-abcdefghijklmnop1234" }],
    maxOutputTokens: 9,
  },
};
const answer = (text: string): ModelAnswer => ({
  ...{ text, object: { mail: text }, toolCalls: [], finishReason: "stop", responseModel: "gpt", simulated: false },
  usage: { input: 10, cacheRead: 0, cacheWrite: 0, output: 5, reasoning: 0 },
  countedBy: "provider",
});
const tenant = async () => (await createTestTenant(`t${randomBytes(6).toString("hex")}`)).tenantId;
const store = (tenantId: Awaited<ReturnType<typeof tenant>>, text: string) =>
  postgresCassettes.store(tenantId, { request: REQUEST, answer: answer(text), runId: randomUUID(), nowMs: 1 });

test("what was recorded is found by exactly what was asked, and by nothing else", async () => {
  const tenantId = await tenant();
  await store(tenantId, "Done");
  expect(await postgresCassettes.find(tenantId, REQUEST)).toEqual(answer("Done"));
  expect(await postgresCassettes.find(tenantId, { ...REQUEST, temperature: 1 })).toBeNull();
  await store(tenantId, "Done again");
  expect(await postgresCassettes.find(tenantId, REQUEST)).toMatchObject({ text: "Done again" });
});

test("secrets and personal data are blacked out before anything is written", async () => {
  const tenantId = await tenant();
  await store(tenantId, "Sent to ana@example.com");
  expect(await postgresCassettes.find(tenantId, REQUEST)).toMatchObject({
    text: "Sent to [email]",
    object: { mail: "Sent to [email]" },
  });
  const [kept] = await postgresCassettes.recent(tenantId, REQUEST);
  expect(kept?.messages).toEqual([{ role: "user", text: "Write to [email], key [secret]" }]);
});

test("the recordings of one tenant answer nobody else", async () => {
  const [mine, other] = [await tenant(), await tenant()];
  await store(mine, "Done");
  expect(await postgresCassettes.find(other, REQUEST)).toBeNull();
  expect(await postgresCassettes.recent(other, REQUEST)).toEqual([]);
});

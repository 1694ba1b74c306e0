import { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { openProvider } from "@/lib/governance/models/data.server";
import { storeCapabilities } from "@/lib/governance/models/mutations.server";
import { Capabilities } from "@/lib/governance/models/schema";
import { limitRate } from "@/lib/platform/http/limit-rate.server";
import { ProviderKind } from "@/lib/release/provider-kind";
import type { ModelConnection, ModelGateway, ModelRequest } from "@/lib/runtime/models/model-gateway";

const TIMEOUT_MS = 60_000;
const TESTS_PER_MINUTE = 6;
const CLOCK = {
  name: "clock",
  description: "Says what time it is. Always call it when you are asked for the time.",
  input: { type: "object", properties: { zone: { type: "string" } }, required: ["zone"], additionalProperties: false },
};
const CITY = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};
export const ModelTest = z.object({
  capabilities: Capabilities,
  /** Why something did not pass, in words. */
  problems: z.array(z.object({ check: z.string(), detail: z.string() })),
});

/** Asks a model three small questions: to answer, to call a tool, to give an object. No transaction is open meanwhile. */
export async function testModel(
  actor: Actor,
  model: { connectionId: string; modelId: string },
  gateway: ModelGateway,
  signal: AbortSignal,
): Promise<z.infer<typeof ModelTest>> {
  limitRate(`model-test:${actor.tenantId}`, { perMinute: TESTS_PER_MINUTE });
  const opened = await withTenant(actor, "model:write", (db) => openProvider(db, actor.tenantId, model.connectionId));
  const { id, name, baseUrl, apiKey, rev } = opened;
  const connection = { id, name, provider: ProviderKind.parse(opened.kind), baseUrl, apiKey, rev, cards: [] };
  const { capabilities, problems } = await tryModel(gateway, connection, model.modelId, signal);
  await withTenant(actor, "model:write", (db) => storeCapabilities(db, actor, model, capabilities));
  return { capabilities, problems };
}

async function tryModel(gateway: ModelGateway, connection: ModelConnection, modelId: string, signal: AbortSignal) {
  const problems: z.infer<typeof ModelTest>["problems"] = [];
  let pieces = 0;
  const call = async (check: string, question: string, change: Partial<ModelRequest> = {}) => {
    const result = await gateway.call({
      connection,
      modelId,
      instructions: "Answer as shortly as you can.",
      messages: [{ role: "user", text: question }],
      tools: [],
      output: null,
      temperature: 0,
      maxOutputTokens: 200,
      call: { runId: "capability-test", stepKey: check, name: check, attempt: 1 },
      // An administrator tries the connection; no agent speaks and no policy of one applies.
      permit: { decisionId: "capability-test" },
      timeoutMs: TIMEOUT_MS,
      signal,
      ...change,
    });
    if (!result.ok) problems.push({ check, detail: result.failure.message });
    return result.ok ? result.answer : null;
  };
  const answer = await call("answer", "Say: Good day.", { onText: () => void pieces++ });
  const tool = answer && (await call("tool call", "What time is it in Vienna?", { tools: [CLOCK] }));
  const object = answer && (await call("JSON schema", "Which city is the capital of Austria?", { output: CITY }));
  if (tool && tool.toolCalls.length === 0)
    problems.push({ check: "tool call", detail: "It answered without calling the offered tool." });
  return {
    problems,
    capabilities: {
      answer: answer !== null,
      stream: pieces > 0,
      usage: answer?.countedBy === "provider",
      tools: tool?.toolCalls[0]?.name === CLOCK.name,
      jsonSchema: object !== null && object !== undefined && object.object !== null,
      testedAt: new Date().toISOString(),
    },
  };
}

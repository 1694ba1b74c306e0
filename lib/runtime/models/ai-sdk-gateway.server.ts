import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { generateText, jsonSchema, NoObjectGeneratedError, Output, tool } from "ai";
import type { TokenUsage } from "@/lib/observability/spans/span-sink";
import type { SafeFetch } from "@/lib/platform/net/safe-fetch.server";
import { countTokens } from "@/lib/platform/tokens/count-tokens";
import type { Json } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import { mapModelError } from "@/lib/runtime/models/map-model-error";
import type {
  ModelAnswer,
  ModelFailure,
  ModelGateway,
  ModelRequest,
  ModelResult,
} from "@/lib/runtime/models/model-gateway";
import { type Sleep, sandboxModel } from "@/lib/runtime/models/sandbox-provider/sandbox-model";
import { SANDBOX_SCRIPTS } from "@/lib/runtime/models/sandbox-provider/sandbox-scripts";
import { sdkMessages } from "@/lib/runtime/models/sdk-messages";

const MAX_ANSWER_BYTES = 32_000_000;

export type GatewayDependencies = { safeFetch: SafeFetch; sleep: Sleep };

/** Model calls through the AI SDK: the sandbox and every OpenAI-compatible address. One request per call, no retries. */
export function createAiSdkGateway(deps: GatewayDependencies): ModelGateway {
  return {
    async call(request) {
      const modelRef = `${request.connection.name}/${request.modelId}`;
      const timeout = AbortSignal.timeout(request.timeoutMs);
      try {
        const model = modelOf(request, deps);
        if (!model) return failed(`There is no model ${modelRef}.`);
        return checked(request, modelRef, await generate(request, model, AbortSignal.any([request.signal, timeout])));
      } catch (error) {
        if (NoObjectGeneratedError.isInstance(error)) return notAnObject(modelRef);
        if (timeout.aborted && !request.signal.aborted) return tooLate(modelRef, request.timeoutMs);
        return { ok: false, failure: withoutKey(mapModelError(error, modelRef), request.connection.apiKey) };
      }
    },
  };
}

/** Providers like to repeat the key they refuse. */
const withoutKey = (failure: ModelFailure, key: string | null): ModelFailure =>
  key ? { ...failure, message: failure.message.replaceAll(key, "[key]") } : failure;

function modelOf(
  { connection, modelId, timeoutMs, signal }: ModelRequest,
  deps: GatewayDependencies,
): LanguageModelV4 | null {
  if (connection.provider === "sandbox") {
    const script = SANDBOX_SCRIPTS.get(modelId);
    return script ? sandboxModel(modelId, script, deps.sleep) : null;
  }
  if (!connection.baseUrl) return null;
  const provider = createOpenAICompatible({
    name: connection.name,
    baseURL: connection.baseUrl,
    ...(connection.apiKey ? { apiKey: connection.apiKey } : {}),
    supportsStructuredOutputs: true,
    includeUsage: true,
    fetch: async (url, init) => {
      const answer = await deps.safeFetch(String(url), {
        method: "POST",
        headers: Object.fromEntries(new Headers(init?.headers)),
        body: typeof init?.body === "string" ? init.body : "",
        timeoutMs,
        maxBytes: MAX_ANSWER_BYTES,
        signal,
      });
      return new Response(answer.text, { status: answer.status, headers: answer.headers });
    },
  });
  return provider.chatModel(modelId);
}

async function generate(request: ModelRequest, model: LanguageModelV4, abortSignal: AbortSignal): Promise<ModelAnswer> {
  const { call, output, tools } = request;
  const result = await generateText({
    model,
    instructions: request.instructions,
    messages: sdkMessages(request.messages),
    tools: Object.fromEntries(
      tools.map(({ name, description, input }) => [name, tool({ description, inputSchema: jsonSchema(input) })]),
    ),
    ...(output && { output: Output.object({ schema: jsonSchema(output) }) }),
    temperature: request.temperature,
    maxOutputTokens: request.maxOutputTokens,
    maxRetries: 0,
    abortSignal,
    providerOptions: {
      slipway: { name: `${call.runId}/${call.stepKey}/${call.name}`, attempt: call.attempt },
    },
  });
  const toolCalls = result.toolCalls.map(({ toolCallId, toolName, input }) => ({
    id: toolCallId,
    name: toolName,
    input: toJson(input),
  }));
  return {
    text: result.text,
    object: null,
    toolCalls,
    finishReason: result.finishReason,
    responseModel: result.response.modelId,
    usage: usageOf(request, result),
    simulated: request.connection.provider === "sandbox",
  };
}

/** The provider's numbers; a provider that reports none is counted here. */
function usageOf(request: ModelRequest, result: Awaited<ReturnType<typeof generateText>>): TokenUsage {
  const { inputTokens, outputTokens, inputTokenDetails, outputTokenDetails } = result.usage;
  const cacheRead = inputTokenDetails.cacheReadTokens ?? 0;
  const cacheWrite = inputTokenDetails.cacheWriteTokens ?? 0;
  const reasoning = outputTokenDetails.reasoningTokens ?? 0;
  const sent = inputTokens ?? countTokens(`${request.instructions}\n${JSON.stringify(request.messages)}`);
  const said = outputTokens ?? countTokens(`${result.text}${JSON.stringify(result.toolCalls)}`);
  return {
    input: Math.max(0, sent - cacheRead - cacheWrite),
    cacheRead,
    cacheWrite,
    output: Math.max(0, said - reasoning),
    reasoning,
  };
}

function checked({ output }: ModelRequest, modelRef: string, answer: ModelAnswer): ModelResult {
  if (answer.finishReason === "content-filter")
    return {
      ok: false,
      failure: { class: "content_filter", message: `${modelRef} refused to answer (content filter).` },
    };
  if (!output || answer.toolCalls.length > 0) return { ok: true, answer };
  const object = parseJson(answer.text);
  if (object === undefined) return notAnObject(modelRef);
  const [issue] = jsonValueIssues(output, object);
  if (issue)
    return {
      ok: false,
      failure: {
        class: "output_schema_invalid",
        message: `${modelRef} gave an object that does not fit the output schema at "${issue.pointer}": ${issue.message}`,
      },
    };
  return { ok: true, answer: { ...answer, object } };
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null));
const failed = (message: string): ModelResult => ({ ok: false, failure: { class: "internal", message } });
const tooLate = (modelRef: string, timeoutMs: number): ModelResult => ({
  ok: false,
  failure: { class: "provider_timeout", message: `${modelRef} did not answer within ${timeoutMs} ms.` },
});
const notAnObject = (modelRef: string): ModelResult => ({
  ok: false,
  failure: { class: "output_schema_invalid", message: `${modelRef} gave no valid JSON object.` },
});

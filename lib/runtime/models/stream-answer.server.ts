import type { LanguageModelV4 } from "@ai-sdk/provider";
import { jsonSchema, type LanguageModelUsage, Output, experimental_streamTextLowMemory as streamText, tool } from "ai";
import type { TokenUsage } from "@/lib/observability/spans/span-sink";
import { countTokens } from "@/lib/platform/tokens/count-tokens";
import type { Json } from "@/lib/release/json-schema";
import { BadToolInput, CutStream } from "@/lib/runtime/models/map-model-error";
import type { ModelAnswer, ModelRequest } from "@/lib/runtime/models/model-gateway";
import { sdkMessages } from "@/lib/runtime/models/sdk-messages";

// The SDK prints warnings of providers, which may quote a prompt.
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });

type Listening = { signal: AbortSignal; onPart: () => void; onText: (delta: string) => void };
type Heard = Pick<ModelAnswer, "text" | "toolCalls" | "finishReason" | "responseModel"> & { usage: LanguageModelUsage };

/** One streamed call of a model, read to its end. Throws what `mapModelError` understands: a stream itself never throws. */
export async function streamAnswer(
  request: ModelRequest,
  model: LanguageModelV4,
  listening: Listening,
): Promise<ModelAnswer> {
  const heard = await listen(start(request, model, listening.signal).fullStream, listening);
  return {
    ...heard,
    object: null,
    usage: usageOf(request, heard),
    simulated: request.connection.provider === "sandbox",
    countedBy: heard.usage.inputTokens === undefined ? "us" : "provider",
  };
}

function start(request: ModelRequest, model: LanguageModelV4, abortSignal: AbortSignal) {
  const { call, output, tools } = request;
  return streamText({
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
    // Its default prints the error with the request in it; the stream carries it to us anyway.
    onError: () => {},
    providerOptions: {
      slipway: { name: `${call.runId}/${call.stepKey}/${call.name}`, attempt: call.attempt },
    },
  });
}

type Parts = ReturnType<typeof start>["fullStream"];
type Part = Parts extends AsyncIterable<infer P> ? P : never;

async function listen(parts: Parts, listening: Listening): Promise<Heard> {
  const heard: Omit<Heard, keyof Ending> = { text: "", toolCalls: [] };
  let ending: Ending | null = null;
  for await (const part of parts) {
    if (CARRIES.has(part.type)) listening.onPart();
    hear(part, heard, listening);
    if (part.type === "finish-step") ending = endingOf(part);
  }
  listening.signal.throwIfAborted();
  if (!ending) throw new CutStream();
  return { ...heard, ...ending };
}

type Ending = Pick<Heard, "finishReason" | "responseModel" | "usage">;

function hear(part: Part, heard: Pick<Heard, "text" | "toolCalls">, { signal, onText }: Listening): void {
  switch (part.type) {
    case "error":
      throw part.error;
    case "abort":
      signal.throwIfAborted();
      break;
    case "text-delta":
      heard.text += part.text;
      onText(part.text);
      break;
    case "tool-call":
      if ("invalid" in part && part.invalid && typeof part.input === "string") throw new BadToolInput(part.toolName);
      heard.toolCalls.push({ id: part.toolCallId, name: part.toolName, input: toJson(part.input) });
  }
}

function endingOf({ finishReason, rawFinishReason, response, usage }: Extract<Part, { type: "finish-step" }>): Ending {
  // A provider that ends always says why.
  if (finishReason === "other" && rawFinishReason === undefined) throw new CutStream();
  return { finishReason, responseModel: response.modelId, usage };
}

/** Parts with something of the model in them; keep-alive lines are none. */
const CARRIES = new Set(["text-delta", "reasoning-delta", "tool-input-start", "tool-input-delta", "tool-call"]);

/** The provider's numbers; a provider that reports none is counted here. */
function usageOf(request: ModelRequest, { usage, text, toolCalls }: Heard): TokenUsage {
  const { inputTokens, outputTokens, inputTokenDetails, outputTokenDetails } = usage;
  const cacheRead = inputTokenDetails.cacheReadTokens ?? 0;
  const cacheWrite = inputTokenDetails.cacheWriteTokens ?? 0;
  const reasoning = outputTokenDetails.reasoningTokens ?? 0;
  const sent = inputTokens ?? countTokens(`${request.instructions}\n${JSON.stringify(request.messages)}`);
  const said = outputTokens ?? countTokens(`${text}${JSON.stringify(toolCalls)}`);
  return {
    input: Math.max(0, sent - cacheRead - cacheWrite),
    cacheRead,
    cacheWrite,
    output: Math.max(0, said - reasoning),
    reasoning,
  };
}

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null));

import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
  LanguageModelV4ToolCall,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import type { TokenUsage } from "@/lib/observability/spans/span-sink";
import { countTokens } from "@/lib/platform/tokens/count-tokens";
import type { Json } from "@/lib/release/json-schema";
import { BadToolInput, CutStream } from "@/lib/runtime/models/map-model-error";
import type { ModelAnswer, ModelRequest } from "@/lib/runtime/models/model-gateway";
import { sdkPrompt } from "@/lib/runtime/models/sdk-prompt";
import { streamError } from "@/lib/runtime/models/stream-error";

type Listening = { signal: AbortSignal; onPart: () => void; onText: (delta: string) => void };
type Ending = Pick<ModelAnswer, "finishReason"> & { usage: LanguageModelV4Usage };
type Heard = Pick<ModelAnswer, "text" | "toolCalls" | "responseModel"> & { ending: Ending | null };

/**
 * One streamed call of a model, read to its end. Throws what `mapModelError` understands. The model is asked itself, not
 * through the SDK's `streamText`: that is a pipeline for several steps, tools that it calls and readers that join late, and
 * cost more time of the worker than all the rest of a call.
 */
export async function streamAnswer(
  request: ModelRequest,
  model: LanguageModelV4,
  listening: Listening,
): Promise<ModelAnswer> {
  const { stream } = await model.doStream(optionsOf(request, listening.signal));
  const { ending, ...heard } = await listen(stream, listening, request.modelId);
  listening.signal.throwIfAborted();
  if (!ending) throw new CutStream();
  return {
    ...heard,
    finishReason: ending.finishReason,
    object: null,
    usage: usageOf(request, heard, ending.usage),
    simulated: request.connection.provider === "sandbox",
    countedBy: ending.usage.inputTokens.total === undefined ? "us" : "provider",
  };
}

function optionsOf(request: ModelRequest, abortSignal: AbortSignal): LanguageModelV4CallOptions {
  const { call, output, tools, temperature, maxOutputTokens } = request;
  return {
    prompt: sdkPrompt(request.instructions, request.messages),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, input }) => ({ type: "function", name, description, inputSchema: input })),
      toolChoice: { type: "auto" },
    }),
    ...(output && { responseFormat: { type: "json", schema: output } }),
    temperature,
    maxOutputTokens,
    abortSignal,
    providerOptions: {
      slipway: { name: `${call.runId}/${call.stepKey}/${call.name}`, attempt: call.attempt },
    },
  };
}

async function listen(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  listening: Listening,
  modelId: string,
): Promise<Heard> {
  const heard: Heard = { text: "", toolCalls: [], responseModel: modelId, ending: null };
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      listening.signal.throwIfAborted();
      if (CARRIES.has(next.value.type)) listening.onPart();
      hear(next.value, heard, listening);
    }
  } finally {
    // What is not read to its end is given up.
    if (heard.ending === null) void reader.cancel().catch(() => {});
  }
  return heard;
}

function hear(part: LanguageModelV4StreamPart, heard: Heard, { onText }: Listening): void {
  switch (part.type) {
    case "error":
      throw streamError(part.error);
    case "text-delta":
      if (part.delta === "") break;
      heard.text += part.delta;
      onText(part.delta);
      break;
    case "tool-call":
      heard.toolCalls.push({ id: part.toolCallId, name: part.toolName, input: inputOf(part) });
      break;
    case "response-metadata":
      heard.responseModel = part.modelId ?? heard.responseModel;
      break;
    case "finish":
      heard.ending = endingOf(part);
  }
}

function endingOf({ finishReason, usage }: Extract<LanguageModelV4StreamPart, { type: "finish" }>): Ending {
  // A provider that ends always says why.
  if (finishReason.unified === "other" && finishReason.raw === undefined) throw new CutStream();
  return { finishReason: finishReason.unified, usage };
}

function inputOf({ input, toolName }: LanguageModelV4ToolCall): Json {
  if (input.trim() === "") return {};
  try {
    return JSON.parse(input, refuseProto);
  } catch {
    throw new BadToolInput(toolName);
  }
}

/** A member of this name would become the prototype of a copy. */
function refuseProto(key: string, value: unknown): unknown {
  if (key === "__proto__") throw new SyntaxError("__proto__ is no name of an argument.");
  return value;
}

/** Parts with something of the model in them; keep-alive lines are none. */
const CARRIES = new Set(["text-delta", "reasoning-delta", "tool-input-start", "tool-input-delta", "tool-call"]);

/** The provider's numbers; a provider that reports none is counted here. */
function usageOf(
  request: ModelRequest,
  { text, toolCalls }: Pick<Heard, "text" | "toolCalls">,
  { inputTokens, outputTokens }: LanguageModelV4Usage,
): TokenUsage {
  const cacheRead = inputTokens.cacheRead ?? 0;
  const cacheWrite = inputTokens.cacheWrite ?? 0;
  const reasoning = outputTokens.reasoning ?? 0;
  const sent = inputTokens.total ?? countTokens(`${request.instructions}\n${JSON.stringify(request.messages)}`);
  const said = outputTokens.total ?? countTokens(`${text}${JSON.stringify(toolCalls)}`);
  return {
    input: Math.max(0, sent - cacheRead - cacheWrite),
    cacheRead,
    cacheWrite,
    output: Math.max(0, said - reasoning),
    reasoning,
  };
}

import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4GenerateResult,
} from "@ai-sdk/provider";
import { z } from "zod";
import { countTokens } from "@/lib/platform/tokens/count-tokens";
import type { SandboxScript } from "@/lib/release/sandbox-script";
import { chooseAction, type SandboxAction } from "@/lib/runtime/models/sandbox-provider/choose-action";
import { chance, hashText } from "@/lib/runtime/models/sandbox-provider/hash-text";
import { drawFault, type Fault, faultError, statusError } from "@/lib/runtime/models/sandbox-provider/inject-fault";
import { type PromptFacts, readPrompt } from "@/lib/runtime/models/sandbox-provider/read-prompt";
import { streamOf } from "@/lib/runtime/models/sandbox-provider/stream-of";

/** Waits, and rejects with the signal's reason when it aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

const Call = z.object({ name: z.string(), attempt: z.number() });
const SLOW_FACTOR = 10;
/** Share of the time that passes before a stream begins. */
const FIRST_WORD = 0.5;

/**
 * A genuine language model whose words come from a script: tools, traces, tokens, faults and policies around it are
 * real. The same run, step and attempt give the same bytes; nothing is kept between calls. It costs nothing and says
 * that it is simulated.
 */
export function sandboxModel(modelId: string, script: SandboxScript, sleep: Sleep): LanguageModelV4 {
  /** The answer after `share` of the time that it takes in all, and the milliseconds that are left for its words. */
  const think = async (options: LanguageModelV4CallOptions, share: number) => {
    const call = Call.parse(options.providerOptions?.slipway ?? { name: "", attempt: 1 });
    const facts = readPrompt(options.prompt);
    const fault = drawFault(script, `${call.name}/${call.attempt}`);
    const latencyMs = latency(script, call.name, fault);
    await sleep(Math.round(latencyMs * share), options.abortSignal);
    const output = options.responseFormat?.type === "json" ? (options.responseFormat.schema ?? {}) : null;
    const action = chooseAction(script, {
      facts,
      tools: new Set(options.tools?.map((tool) => tool.name)),
      output: output && z.record(z.string(), z.json()).parse(output),
      attempt: call.attempt,
    });
    const error = errorOf(action, fault);
    if (error) throw error;
    const result = answer(modelId, facts, contentOf(action, fault, call.name), options);
    return { result, restMs: latencyMs * (1 - share) };
  };
  return {
    specificationVersion: "v4",
    provider: "sandbox",
    modelId,
    supportedUrls: {},
    doGenerate: async (options) => (await think(options, 1)).result,
    doStream: async (options) => {
      const { result, restMs } = await think(options, FIRST_WORD);
      return { stream: streamOf(result, restMs, (ms) => sleep(ms, options.abortSignal)) };
    },
  };
}

function latency({ latencyMs: [least, most] }: SandboxScript, call: string, fault: Fault | null): number {
  const ms = Math.round(least + (most - least) * chance(`${call}/latency`));
  return fault?.kind === "slow" ? ms * SLOW_FACTOR : ms;
}

function errorOf(action: SandboxAction, fault: Fault | null): Error | null {
  const drawn = fault && faultError(fault);
  if (drawn || action.kind !== "fail") return drawn;
  const { status, kind, retryAfterMs } = action.fail;
  if (kind) return faultError({ kind, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  return statusError(status ?? 503, "Injected fault: asked for by the script", retryAfterMs);
}

function contentOf(action: SandboxAction, fault: Fault | null, call: string): LanguageModelV4Content[] {
  const isBroken = fault?.kind === "bad-json" || action.kind === "fail";
  switch (action.kind) {
    case "call":
      return action.calls.map(({ name, input }, index) => ({
        type: "tool-call",
        toolCallId: `call_${hashText(`${call}/${index}/${name}`).toString(36)}`,
        toolName: name,
        input: JSON.stringify(input),
      }));
    case "say":
      return [{ type: "text", text: action.text }];
    case "json":
      return [{ type: "text", text: isBroken ? '{"broken":' : JSON.stringify(action.value) }];
    case "fail":
      return [{ type: "text", text: '{"broken":' }];
  }
}

function answer(
  modelId: string,
  facts: PromptFacts,
  content: LanguageModelV4Content[],
  { tools }: LanguageModelV4CallOptions,
): LanguageModelV4GenerateResult {
  const input = countTokens(facts.text) + (tools?.length ? countTokens(JSON.stringify(tools.map(definitionOf))) : 0);
  const said = content.map((part) => (part.type === "text" ? part.text : JSON.stringify(part))).join("\n");
  const output = countTokens(said);
  const isCall = content.some((part) => part.type === "tool-call");
  return {
    content,
    finishReason: { unified: isCall ? "tool-calls" : "stop", raw: undefined },
    usage: {
      inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: output, text: output, reasoning: 0 },
    },
    response: { modelId },
    warnings: [],
    providerMetadata: { slipway: { simulated: true } },
  };
}

const definitionOf = (tool: NonNullable<LanguageModelV4CallOptions["tools"]>[number]) =>
  tool.type === "function" ? [tool.name, tool.description, tool.inputSchema] : [tool.name];

import { z } from "zod";
import type { TokenUsage } from "@/lib/observability/spans/span-sink";
import type { ErrorClass } from "@/lib/platform/errors/error-class";
import type { JsonSchema } from "@/lib/release/json-schema";
import type { ProviderKind } from "@/lib/release/provider-kind";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";
import { ToolCall } from "@/lib/runtime/models/chat-message";

/** Where calls of one connection go. `apiKey` lives in memory only: never in a span, a plan or an error. */
export type ModelConnection = {
  id: string;
  name: string;
  provider: ProviderKind;
  baseUrl: string | null;
  apiKey: string | null;
  cards: ModelCardFacts[];
  /** Counts the changes of address and key. */
  rev: number;
};
export type ModelCardFacts = {
  modelId: string;
  contextWindow: number;
  maxOutput: number;
  /** Tokens that the provider counts for one of ours; null before its first call. */
  ratio: number | null;
  prices: { inputPerMTok: number; outputPerMTok: number; currency: string } | null;
  /** What the last test of the model showed; null = not tested. */
  can: { tools: boolean | null; jsonSchema: boolean | null };
};

export type OfferedTool = { name: string; description: string; input: JsonSchema };

export type ModelRequest = {
  connection: ModelConnection;
  modelId: string;
  instructions: string;
  messages: ChatMessage[];
  tools: OfferedTool[];
  output: JsonSchema | null;
  temperature: number;
  maxOutputTokens: number;
  /** Names the call for the sandbox model: the same run, step and call say the same again. */
  call: { runId: string; stepKey: string; name: string; attempt: number };
  /** The policy decision that allows this call; without one nothing is sent. */
  permit: { decisionId: string };
  /** Gets the text as the model writes it; never tool calls. */
  onText?: (delta: string) => void;
  /** Called right before the request is sent; what it throws is thrown, and nothing is sent. */
  beforeSend?: () => Promise<void>;
  timeoutMs: number;
  signal: AbortSignal;
};

/** What a model said; journaled, so it is plain JSON. */
export const ModelAnswer = z.object({
  text: z.string(),
  /** Parsed and checked when the request had an output schema, else null. */
  object: z.json(),
  toolCalls: z.array(ToolCall),
  finishReason: z.string(),
  responseModel: z.string(),
  usage: z.object({
    input: z.number(),
    cacheRead: z.number(),
    cacheWrite: z.number(),
    output: z.number(),
    reasoning: z.number(),
  }),
  simulated: z.boolean(),
  /** Who counted the tokens: some servers say nothing about them. */
  countedBy: z.enum(["provider", "us"]).default("provider"),
});
export type ModelAnswer = Omit<z.infer<typeof ModelAnswer>, "usage"> & { usage: TokenUsage };

/**
 * `policies`: titles of those that forbade the call. `partial`: what had arrived of a call that was cancelled or cut. `answer`:
 * what the model said when that is what is wrong; it was counted and has its price.
 */
export type ModelFailure = {
  class: ErrorClass;
  message: string;
  retryAfterMs?: number;
  policies?: string[];
  partial?: string;
  answer?: ModelAnswer;
};
export type ModelResult = { ok: true; answer: ModelAnswer } | { ok: false; failure: ModelFailure };

/** One model call, no retries: those belong to the interpreter. Expected failures are returned. */
export interface ModelGateway {
  call(request: ModelRequest): Promise<ModelResult>;
}

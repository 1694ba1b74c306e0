import type { ContextPolicy } from "@/lib/release/context-policy";
import type { JsonSchema } from "@/lib/release/json-schema";
import type { ModelSlot } from "@/lib/release/program";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";
import type { OfferedTool } from "@/lib/runtime/models/model-gateway";
import type { StepMemory } from "@/lib/runtime/nodes/read-step-memory.server";

/** What a step wants to know from the models of a slot. */
export type ModelAsk = {
  /** Name of the durable call, for example `model:0`. */
  name: string;
  slot: ModelSlot;
  policy: ContextPolicy;
  system: string;
  /** Messages of the prompt that show how to answer; in no conversation. */
  examples?: ChatMessage[];
  tools: OfferedTool[];
  output: JsonSchema | null;
  memory: StepMemory;
  turn: ChatMessage[];
  /** Below the limit of the policy: the provider found more too long. */
  maxInputTokens?: number;
  /** Instead of the step's own timeout, for a call that must leave time for others. */
  timeoutMs?: number;
  /** What it says is no answer of the step, and is not told while it comes. */
  isAside?: boolean;
  /** `child`: a span of its own (agents); `attempt`: the span of the attempt is the call. */
  span: "child" | "attempt";
};

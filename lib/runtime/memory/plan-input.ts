import type { ContextPolicy } from "@/lib/release/context-policy";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";
import type { ThreadSummary } from "@/lib/runtime/summaries/thread-summary";

/** A message of the thread before this turn. */
export type HistoryMessage = { seq: number; message: ChatMessage; trust: string; isRedacted?: boolean };
/** A remembered entry, best first. */
export type RecalledEntry = { id: string; version: number; key: string; content: string; trust: string };

export type PlanInput = {
  model: string;
  simulated: boolean;
  tokenizer: string;
  ratio: number;
  /** Context window of the model. */
  window: number;
  policy: ContextPolicy;
  system: string;
  /** Messages of the prompt that show how to answer; absent: none. */
  examples?: ChatMessage[];
  /** Name and definition of each offered tool, as sent. */
  tools: { name: string; text: string }[];
  history: HistoryMessage[];
  /** Stands for the older messages; what it covers is not sent, whether it fits or not. */
  summary: ThreadSummary | null;
  /** Why a summary that was needed is not there. */
  whyNoSummary?: string | undefined;
  recalled: RecalledEntry[];
  /** The current turn: the user message and what followed. */
  turn: ChatMessage[];
  /** How many of the newest tool messages of the turn stay whole; default 3. */
  keepWhole?: number;
};

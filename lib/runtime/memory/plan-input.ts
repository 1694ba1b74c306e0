import type { ContextPolicy } from "@/lib/release/context-policy";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";

/** A message of the thread before this turn. */
export type HistoryMessage = { seq: number; message: ChatMessage; trust: string };
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
  /** Name and definition of each offered tool, as sent. */
  tools: { name: string; text: string }[];
  history: HistoryMessage[];
  recalled: RecalledEntry[];
  /** The current turn: the user message and what followed. */
  turn: ChatMessage[];
  /** How many of the newest tool messages of the turn stay whole; default 3. */
  keepWhole?: number;
};

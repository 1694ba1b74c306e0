import { z } from "zod";

/**
 * Where a part of a model call stands. `elided`: only a stub of it was sent; `dropped`: nothing of it; `summarised`: a summary
 * was sent in its place.
 */
export const PlanSegment = z.object({
  part: z.enum(["system", "tools", "examples", "summary", "history", "recall", "turn"]),
  decision: z.enum(["included", "elided", "dropped", "summarised"]),
  /** What it is: `system`, `tools`, a memory entry, `history`, `turn`, a tool call, a summary. */
  id: z.string(),
  label: z.string(),
  /** Of what was sent; for dropped and summarised parts, of what was not. */
  tokens: z.int(),
  reason: z.string(),
  /** Thread messages, first and last. */
  fromSeq: z.int().optional(),
  toSeq: z.int().optional(),
  trust: z.string().optional(),
  version: z.int().optional(),
});
export type PlanSegment = z.infer<typeof PlanSegment>;

/** Whether anything of a part was sent. */
export const isSent = ({ decision }: PlanSegment): boolean => decision === "included" || decision === "elided";

/** What went into one model call, what was left out, and why. No content. Sizes are tokens. */
export const ContextPlan = z.object({
  v: z.literal(1),
  status: z.enum(["ok", "over_budget"]),
  model: z.string(),
  /** The words of the answer come from a script. */
  simulated: z.boolean(),
  tokenizer: z.string(),
  /** Local counts are multiplied by it: 1 for the tokenizer's own models, more for others. */
  ratio: z.number(),
  window: z.int(),
  maxInput: z.int(),
  reserveOutput: z.int(),
  usable: z.int(),
  used: z.int(),
  /** Above this many tokens the older messages are summarised before the next call; absent where they never are. */
  compactAbove: z.int().optional(),
  /** Tokens of thread messages that were neither sent nor summarised. */
  uncoveredTokens: z.int(),
  segments: z.array(PlanSegment),
});
export type ContextPlan = z.infer<typeof ContextPlan>;

import { z } from "zod";

/** How much of what a model call may contain. Sizes are tokens; shares are parts of the usable window. */
export const ContextPolicy = z.strictObject({
  /**
   * What a model call is told besides its prompt. `thread`: the conversation so far, and what is remembered about its
   * end user. `run` and `none`: nothing of it; an agent always sees the turns of its own step.
   */
  history: z.enum(["none", "run", "thread"]),
  maxInputTokens: z.int().min(500).max(2_000_000),
  reserveOutputTokens: z.int().min(64).max(200_000),
  historyShare: z.number().min(0).max(1),
  recallShare: z.number().min(0).max(1),
  /** A call that would be fuller than this part of what it may take is preceded by a summary of the older messages. */
  compactAt: z.number().min(0.5).max(0.95),
  /**
   * What happens to messages that do not fit. `summarize`: a summary of them is sent; where none can be made they are left out
   * as with `drop-oldest`, and the plan says so.
   */
  strategy: z.enum(["summarize", "drop-oldest"]),
  /** The newest turns that are sent as they were said, as far as they fit half of the history's share. */
  keepLastTurns: z.int().min(1).max(50),
});
export type ContextPolicy = z.infer<typeof ContextPolicy>;

/** What one step says otherwise than its harness. */
export const OwnContext = ContextPolicy.partial();

export const DEFAULT_CONTEXT_POLICY: ContextPolicy = {
  history: "run",
  maxInputTokens: 12_000,
  reserveOutputTokens: 1_024,
  historyShare: 0.5,
  recallShare: 0.2,
  compactAt: 0.85,
  strategy: "summarize",
  keepLastTurns: 6,
};

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
  compactAt: z.number().min(0.5).max(0.95),
  /** What happens to messages that do not fit. Without a summary of them, `summarize` leaves them out as well, and the plan says so. */
  strategy: z.enum(["summarize", "drop-oldest"]),
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
  strategy: "drop-oldest",
  keepLastTurns: 6,
};

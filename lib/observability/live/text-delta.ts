import { z } from "zod";

/** Channel of text that models write right now. It is told and not stored: the finished text is in the span. */
export const DELTA_CHANNEL = "slipway_delta";

/**
 * A piece of the text of one model call. `offset` counts UTF-16 units from the beginning of the call's text; a higher
 * `attempt`, or another `call` of the same step, begins anew and replaces what was shown.
 */
export const TextDelta = z.object({
  nodeKey: z.string(),
  stepKey: z.string(),
  call: z.string(),
  attempt: z.int(),
  offset: z.int(),
  text: z.string(),
});
export type TextDelta = z.infer<typeof TextDelta>;
export type DeltaSource = Omit<TextDelta, "offset" | "text">;

/** As it travels: with tenant and run, so that a listener takes only what it may see. */
export const DeltaMessage = TextDelta.extend({ tenantId: z.string(), runId: z.string() });
export type DeltaMessage = z.infer<typeof DeltaMessage>;

/** Where an executor writes the text of a call while it comes. */
export type DeltaSink = {
  open(run: { tenantId: string; runId: string }, source: DeltaSource): { push(text: string): void; close(): void };
};

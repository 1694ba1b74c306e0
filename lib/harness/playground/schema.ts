import { z } from "zod";
import { PromptBody } from "@/lib/harness/compile/library";
import { ModelSlot } from "@/lib/release/program";

/** One column: a text on a model. */
export const PlaygroundColumn = z.strictObject({ body: PromptBody, model: ModelSlot });
/** Runs each column on each row: at most 4 × 10 × 5 runs. A row holds the variables below `input`. */
export const PlaygroundRequest = z.strictObject({
  columns: z.array(PlaygroundColumn).min(1).max(4),
  rows: z
    .array(z.record(z.string().max(80), z.json()))
    .min(1)
    .max(10),
  repeats: z.int().min(1).max(5).default(1),
});
/** `runs[column][row][repeat]` are run ids. */
export const PlaygroundStarted = z.object({ runs: z.array(z.array(z.array(z.uuid()))) });
export type PlaygroundColumn = z.infer<typeof PlaygroundColumn>;
export type PlaygroundRequest = z.infer<typeof PlaygroundRequest>;

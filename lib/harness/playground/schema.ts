import { z } from "zod";
import { PromptBody } from "@/lib/harness/prompts/prompt-body";
import { MAX_RUNS } from "@/lib/harness/test-runs/schema";
import { ModelSlot } from "@/lib/release/program";

/** Rows of one comparison at most. */
export const MAX_PLAYGROUND_ROWS = 25;
export const MAX_REPEATS = 10;
/** One column: a text on a model. */
export const PlaygroundColumn = z.strictObject({ body: PromptBody, model: ModelSlot });
/** Runs each column on each row, as often as `repeats` says: at most 200 runs. A row holds the variables below `input`. */
export const PlaygroundRequest = z
  .strictObject({
    columns: z.array(PlaygroundColumn).min(1).max(4),
    rows: z
      .array(z.record(z.string().max(80), z.json()))
      .min(1)
      .max(MAX_PLAYGROUND_ROWS),
    repeats: z.int().min(1).max(MAX_REPEATS).default(1),
  })
  .refine(({ columns, rows, repeats }) => columns.length * rows.length * repeats <= MAX_RUNS, {
    path: ["rows"],
    message: "Columns times rows times repeats is at most 200.",
  });
/** `runs[column][row][repeat]` are run ids. */
export const PlaygroundStarted = z.object({ runs: z.array(z.array(z.array(z.uuid()))) });
export type PlaygroundColumn = z.infer<typeof PlaygroundColumn>;
export type PlaygroundRequest = z.infer<typeof PlaygroundRequest>;

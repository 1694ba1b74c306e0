import { z } from "zod";
import { RunStatus } from "@/lib/release/run-request";

/** The runs around one: the one whose step started it, and those that its own steps started, in that order. */
export const SubRuns = z.object({
  parent: z.object({ run: z.uuid(), step: z.string(), harness: z.string() }).nullable(),
  items: z.array(
    z.object({
      run: z.uuid(),
      /** The step that started it. */
      step: z.string(),
      harness: z.string(),
      release: z.int().nullable(),
      status: RunStatus,
    }),
  ),
});
export type SubRuns = z.infer<typeof SubRuns>;

import { z } from "zod";
import { ErrorClass } from "@/lib/platform/errors/error-class";

export const FailureQuery = z.object({
  /** The last day by hour, or the last week in steps of six hours. */
  range: z.enum(["24h", "7d"]).default("7d"),
  environment: z.enum(["draft", "staging", "production"]).optional(),
  harness: z.string().min(1).max(80).optional(),
});
export type FailureQuery = z.infer<typeof FailureQuery>;

/** Attempts and failed ones; a retried success is a failed attempt, not a failed run. Cancelled ones count on neither side. */
const Counts = { attempts: z.int(), failed: z.int() };
export const FailureMap = z.object({
  /** Start of each column, and the length of one in milliseconds. */
  columns: z.array(z.iso.datetime()),
  columnMs: z.int(),
  rows: z.array(
    z.object({
      harness: z.string(),
      node: z.string(),
      ...Counts,
      /** One for each column; null without any attempt. */
      cells: z.array(z.object(Counts).nullable()),
    }),
  ),
  /** Failed attempts by error class and node, most first. */
  classes: z.array(z.object({ error: ErrorClass, harness: z.string(), node: z.string(), failed: z.int() })),
});
export type FailureMap = z.infer<typeof FailureMap>;

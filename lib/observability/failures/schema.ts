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

/** One cell of the map: a node of a harness in a stretch of time. */
export const FailureCellQuery = z.object({
  harness: z.string().min(1).max(80),
  node: z.string().min(1).max(80),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  environment: z.enum(["draft", "staging", "production"]).optional(),
});
export type FailureCellQuery = z.infer<typeof FailureCellQuery>;

/** Failures that share a fingerprint. */
const ErrorGroup = z.object({
  fingerprint: z.string(),
  class: ErrorClass,
  /** The newest message, as it was shown. */
  message: z.string(),
  failed: z.int(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  /** Numbers of the releases it happened in, ascending. */
  releases: z.array(z.int()),
});
export const FailureCell = z.object({
  attempts: z.int(),
  failed: z.int(),
  /** Failed attempts that nothing followed: their step failed for good. */
  final: z.int(),
  /** Runs with a failed attempt here, and how many of them failed. */
  runs: z.int(),
  runsFailed: z.int(),
  /** Most failures first, at most 20. */
  groups: z.array(ErrorGroup),
  /** The newest runs with a failed attempt here, at most 12. */
  recent: z.array(
    z.object({
      id: z.uuid(),
      status: z.string(),
      class: ErrorClass,
      attempt: z.int(),
      at: z.iso.datetime(),
      durationMs: z.int().nullable(),
    }),
  ),
});
export type FailureCell = z.infer<typeof FailureCell>;

import { z } from "zod";

export const OverviewQuery = z.object({
  /** The last day by hour, or the last week in steps of six hours. */
  range: z.enum(["24h", "7d"]).default("7d"),
  environment: z.enum(["draft", "staging", "production"]).optional(),
});
export type OverviewQuery = z.infer<typeof OverviewQuery>;

const Figures = z.object({
  runs: z.int(),
  failed: z.int(),
  /** Milliseconds, about 9 % exact; null without runs. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  tokens: z.int(),
  /** Micro units; simulated models cost nothing. */
  costMicros: z.int(),
});
export const Overview = z.object({
  columnMs: z.int(),
  /** Oldest first; every step of the range is there, also when nothing ran. */
  points: z.array(Figures.extend({ at: z.iso.datetime() })),
  total: Figures,
  /** The same length of time before it. */
  previous: Figures,
});
export type Overview = z.infer<typeof Overview>;
export type Figures = z.infer<typeof Figures>;

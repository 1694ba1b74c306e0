import type { RunLimits } from "@/lib/governance/limits/schema";

type LimitField = { key: keyof RunLimits; label: string; hint: string; max: number; isOptional?: boolean };

/** The limits of a tenant in words, in the order in which they are shown. */
export const LIMIT_FIELDS: readonly LimitField[] = [
  {
    key: "concurrentRuns",
    label: "Runs at a time",
    hint: "Over all workers. The others wait their turn; none is lost.",
    max: 10_000,
  },
  {
    key: "concurrentRunsPerHarness",
    label: "Runs at a time of one harness",
    hint: "Keeps one busy harness from taking every place.",
    max: 10_000,
    isOptional: true,
  },
  {
    key: "startsPerMinute",
    label: "Starts a minute",
    hint: "Above it the API refuses a start with 429.",
    max: 100_000,
  },
  {
    key: "concurrentCallsPerProvider",
    label: "Calls at a time to one model connection",
    hint: "The others wait within their timeout.",
    max: 10_000,
  },
  {
    key: "callsPerMinutePerProvider",
    label: "Calls a minute to one model connection",
    hint: "Match it to what the provider allows your key.",
    max: 1_000_000,
  },
];

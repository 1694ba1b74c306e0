const WAITS_FOR: Record<string, string> = {
  timer: "Waits for a time",
  approval: "Waits for approval",
  signal: "Waits for a signal",
  retry: "Waits to retry",
  policy: "Waits for policies",
  budget: "Waits for budget",
  decision: "Needs a decision",
  subflow: "Waits for a sub-run",
};

/** What a parked run waits for, in words. */
export const parkedLabel = (reason: string | null): string => WAITS_FOR[reason ?? ""] ?? "Parked";

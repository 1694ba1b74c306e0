import { z } from "zod";

const durationMs = z.int().min(1).max(86_400_000);
export const RetryReason = z.enum(["timeout", "rate-limited", "unavailable", "network", "invalid-output"]);

/** What happens when a step is slow or fails. In a program every field is present; in a draft all are optional. */
export const StepPolicy = z.strictObject({
  timeoutMs: durationMs,
  onError: z.enum(["fail", "port", "value"]),
  /** The output when `onError` is "value". */
  fallback: z.json().optional(),
  /** Starts when the run fails, and leads to nothing of the ordinary course: it undoes what was done. Top level only. */
  onFailure: z.boolean().optional(),
  retry: z.strictObject({
    maxAttempts: z.int().min(1).max(6),
    backoff: z.enum(["fixed", "exponential"]),
    baseMs: durationMs,
    maxMs: durationMs,
    jitter: z.boolean(),
    on: z.array(RetryReason),
  }),
});
export type StepPolicy = z.infer<typeof StepPolicy>;

export const DEFAULT_RETRY: StepPolicy["retry"] = {
  maxAttempts: 3,
  backoff: "exponential",
  baseMs: 500,
  maxMs: 20_000,
  jitter: true,
  on: ["timeout", "rate-limited", "unavailable", "network", "invalid-output"],
};

import { z } from "zod";

/** The closed taxonomy of failures. Retry decisions, the heatmap and alerts all speak of these. */
export const ErrorClass = z.enum([
  "provider_rate_limit",
  "provider_timeout",
  "provider_5xx",
  "provider_auth",
  "context_overflow",
  "output_schema_invalid",
  "content_filter",
  "tool_error",
  "tool_timeout",
  "code_timeout",
  "code_memory",
  "code_error",
  "policy_denied",
  "budget_exceeded",
  "memory_conflict",
  "cancelled",
  "internal",
  "unknown",
]);
export type ErrorClass = z.infer<typeof ErrorClass>;

/** Failures that may pass by themselves; only these are retried. */
const TRANSIENT: ReadonlySet<ErrorClass> = new Set([
  "provider_rate_limit",
  "provider_timeout",
  "provider_5xx",
  "tool_timeout",
]);
export const isTransient = (failed: { class: ErrorClass; transient?: boolean | undefined }): boolean =>
  failed.transient ?? TRANSIENT.has(failed.class);

/** What a failed step or run stores and shows. `message` holds no secrets and at most 500 characters. */
export const Failure = z.strictObject({
  class: ErrorClass,
  message: z.string().max(500),
  /** 16 hex characters; equal failures share it. */
  fingerprint: z.string(),
  nodeKey: z.string().optional(),
  /** Policy titles when class is policy_denied. */
  policies: z.array(z.string()).optional(),
  retryAfterMs: z.number().optional(),
  /** What became of the change outside: surely not sent, or nobody knows. Absent: nothing that must not be repeated. */
  effect: z.enum(["not-sent", "unknown"]).optional(),
  /** Overrides what the class says: the 503 of a tool may pass, its 404 does not. */
  transient: z.boolean().optional(),
});
export type Failure = z.infer<typeof Failure>;

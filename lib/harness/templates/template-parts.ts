import type { Draft } from "@/lib/harness/graph/draft";
import { DEFAULT_RETRY } from "@/lib/release/step-policy";

/** One slot, "main", with a simulated model; a person puts a real one in its place. */
export const slot = (model: string): Draft["models"] => ({
  main: { model, fallbacks: [], temperature: 0.2, maxOutputTokens: 1_024 },
});

/** A time limit, retries, and a way of its own for failures. */
export const guarded = (seconds: number) => ({
  timeoutMs: seconds * 1_000,
  onError: "port" as const,
  retry: { ...DEFAULT_RETRY, baseMs: 400 },
});

export const FAILURE_REASON = { lit: "failed" };

/** Outputs with one text. */
export const textOutput = (field: string): Draft["outputs"] => ({
  type: "object",
  properties: { [field]: { type: "string" } },
});

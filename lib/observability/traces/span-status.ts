import type { SpanView } from "@/lib/observability/traces/schema";

export type ShownStatus = "running" | "parked" | "ok" | "error" | "cancelled";

/**
 * The state of a span as a person reads it. An attempt that ended well and is not the last one of its step has parked:
 * the step waits for something outside and goes on in a later attempt.
 */
export function spanStatus({ state, status, isFinal }: Pick<SpanView, "state" | "status" | "isFinal">): ShownStatus {
  if (state === "open") return "running";
  return status === "ok" && !isFinal ? "parked" : (status ?? "ok");
}

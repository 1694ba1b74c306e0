import { APICallError } from "@ai-sdk/provider";
import type { ErrorClass } from "@/lib/platform/errors/error-class";
import { OutboundError, type OutboundReason } from "@/lib/platform/net/outbound-error";
import type { ModelFailure } from "@/lib/runtime/models/model-gateway";

const MAX_RETRY_AFTER_MS = 600_000;
const MAX_DETAIL = 200;

/** The class of a failed model call by its status, timeout or address; what nobody foresaw is `internal`. */
export function mapModelError(error: unknown, modelRef: string): ModelFailure {
  const outbound = outboundCause(error);
  if (outbound) return { class: OUTBOUND[outbound.reason], message: `${modelRef}: ${outbound.message}` };
  if (APICallError.isInstance(error)) return fromResponse(error, modelRef);
  if (error instanceof Error && error.name === "TimeoutError")
    return { class: "provider_timeout", message: `${modelRef} did not answer in time.` };
  if (error instanceof Error && error.name === "AbortError")
    return { class: "cancelled", message: `The call to ${modelRef} was cancelled.` };
  return { class: "internal", message: `The call to ${modelRef} failed: ${textOf(error)}` };
}

const OUTBOUND: Record<OutboundReason, ErrorClass> = {
  "bad-url": "internal",
  blocked: "internal",
  "too-large": "internal",
  timeout: "provider_timeout",
  network: "provider_5xx",
  cancelled: "cancelled",
};

/** The SDK wraps what its fetch throws, at most a few levels deep. */
function outboundCause(error: unknown, depth = 0): OutboundError | null {
  if (error instanceof OutboundError) return error;
  return error instanceof Error && depth < 4 ? outboundCause(error.cause, depth + 1) : null;
}

function fromResponse(error: APICallError, modelRef: string): ModelFailure {
  const status = error.statusCode;
  const detail = error.message.slice(0, MAX_DETAIL);
  if (status === undefined) return { class: "provider_5xx", message: `${modelRef} cut the connection: ${detail}` };
  const message = `${modelRef} answered ${status}: ${detail}`;
  if (status === 429) {
    const retryAfterMs = retryAfter(error.responseHeaders);
    return { class: "provider_rate_limit", message, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  }
  return { class: classOfStatus(status, `${detail} ${error.responseBody ?? ""}`), message };
}

function classOfStatus(status: number, body: string): ErrorClass {
  if (status === 408 || status === 409 || status >= 500) return "provider_5xx";
  if (status === 401 || status === 403) return "provider_auth";
  if (status !== 400) return "internal";
  if (/context.?length|maximum context|too many tokens|prompt is too long/i.test(body)) return "context_overflow";
  if (/content.?filter|content management policy|safety/i.test(body)) return "content_filter";
  return "internal";
}

/** Milliseconds from `retry-after-ms` or `retry-after` (seconds), or null. */
function retryAfter(headers: Record<string, string> | undefined): number | null {
  const milliseconds = Number(headers?.["retry-after-ms"] ?? Number.NaN);
  const seconds = Number(headers?.["retry-after"] ?? Number.NaN);
  const value = Number.isFinite(milliseconds) ? milliseconds : seconds * 1_000;
  return Number.isFinite(value) && value >= 0 ? Math.min(value, MAX_RETRY_AFTER_MS) : null;
}

const textOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, MAX_DETAIL);

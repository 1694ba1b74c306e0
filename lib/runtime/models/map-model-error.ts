import { APICallError, InvalidResponseDataError, JSONParseError, TypeValidationError } from "@ai-sdk/provider";
import type { ErrorClass } from "@/lib/platform/errors/error-class";
import { OutboundError, type OutboundReason } from "@/lib/platform/net/outbound-error";
import type { ModelFailure } from "@/lib/runtime/models/model-gateway";
import { StreamedError } from "@/lib/runtime/models/stream-error";

const MAX_RETRY_AFTER_MS = 600_000;
const MAX_DETAIL = 200;

/** A stream that ended without saying that it ended. */
export class CutStream extends Error {}
/** A tool call whose input is not JSON. */
export class BadToolInput extends Error {
  constructor(readonly tool: string) {
    super(`bad input of ${tool}`);
  }
}

/**
 * The class of a failed model call by its status, timeout or address; what nobody foresaw is `internal`.
 * @param nowMs for a `retry-after` that is a date
 */
export function mapModelError(error: unknown, modelRef: string, nowMs: number): ModelFailure {
  const outbound = outboundCause(error);
  if (outbound) return { class: OUTBOUND[outbound.reason], message: `${modelRef}: ${outbound.message}` };
  if (error instanceof BadToolInput)
    return {
      class: "output_schema_invalid",
      message: `${modelRef} called the tool "${error.tool}" with something that is not JSON.`,
    };
  if (error instanceof CutStream || InvalidResponseDataError.isInstance(error)) return cut(modelRef);
  if (APICallError.isInstance(error)) return fromResponse(error, modelRef, nowMs);
  if (JSONParseError.isInstance(error) || TypeValidationError.isInstance(error))
    return { class: "provider_5xx", message: `${modelRef} sent something that its API does not know.` };
  if (error instanceof Error && error.name === "TimeoutError")
    return { class: "provider_timeout", message: `${modelRef} did not answer in time.` };
  if (error instanceof Error && error.name === "AbortError")
    return { class: "cancelled", message: `The call to ${modelRef} was cancelled.` };
  if (error instanceof StreamedError) return fromStream(error, modelRef);
  return { class: "internal", message: `The call to ${modelRef} failed: ${textOf(error)}` };
}

const cut = (modelRef: string): ModelFailure => ({
  class: "provider_5xx",
  message: `${modelRef} cut the connection before its answer ended.`,
});

const OUTBOUND: Record<OutboundReason, ErrorClass> = {
  "bad-url": "internal",
  blocked: "internal",
  "too-large": "internal",
  "bad-answer": "internal",
  timeout: "provider_timeout",
  network: "provider_5xx",
  cancelled: "cancelled",
};

/** The SDK wraps what its fetch throws, at most a few levels deep. */
function outboundCause(error: unknown, depth = 0): OutboundError | null {
  if (error instanceof OutboundError) return error;
  return error instanceof Error && depth < 4 ? outboundCause(error.cause, depth + 1) : null;
}

function fromResponse(error: APICallError, modelRef: string, nowMs: number): ModelFailure {
  const status = error.statusCode;
  const detail = error.message.slice(0, MAX_DETAIL);
  if (status === undefined) return { class: "provider_5xx", message: `${modelRef} cut the connection: ${detail}` };
  const message = `${modelRef} answered ${status}: ${detail}`;
  const text = `${detail} ${error.responseBody ?? ""}`;
  if (status === 429) {
    // An empty account does not fill up by waiting.
    if (/insufficient_quota/.test(text)) return { class: "provider_auth", message };
    const retryAfterMs = retryAfter(error.responseHeaders, nowMs);
    return { class: "provider_rate_limit", message, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  }
  return { class: classOfStatus(status, text), message };
}

const TOO_LONG =
  /context.?length|context.?window|maximum context|too many tokens|prompt is too long|input is too long|exceeds? the (maximum|available) (number of tokens|context)|token count .{0,40}exceeds/i;
const FILTERED = /content.?filter|content management policy|content_policy|blocked.{0,20}safety|safety/i;

function classOfStatus(status: number, body: string): ErrorClass {
  if (status === 408 || status === 409 || status >= 500) return "provider_5xx";
  if (status === 401 || status === 403 || /api.?key not valid|API_KEY_INVALID/i.test(body)) return "provider_auth";
  if (status !== 400 && status !== 413) return "internal";
  if (TOO_LONG.test(body) || status === 413) return "context_overflow";
  return FILTERED.test(body) ? "content_filter" : "internal";
}

function fromStream({ message: detail, type, code }: StreamedError, modelRef: string): ModelFailure {
  const words = [type, code, detail].join(" ");
  const message = `${modelRef} failed in the middle of its answer: ${detail.slice(0, MAX_DETAIL)}`;
  if (/rate.?limit|\b429\b|RESOURCE_EXHAUSTED/i.test(words)) return { class: "provider_rate_limit", message };
  if (/authentication|permission|api.?key|\b401\b|\b403\b/i.test(words)) return { class: "provider_auth", message };
  if (TOO_LONG.test(words)) return { class: "context_overflow", message };
  if (FILTERED.test(words)) return { class: "content_filter", message };
  return { class: "provider_5xx", message };
}

/** Milliseconds from `retry-after-ms` or `retry-after` (seconds or a date), or null. */
function retryAfter(headers: Record<string, string> | undefined, nowMs: number): number | null {
  const milliseconds = Number(headers?.["retry-after-ms"] ?? Number.NaN);
  const text = headers?.["retry-after"] ?? "";
  const seconds = text === "" ? Number.NaN : Number(text);
  const wait = [milliseconds, seconds * 1_000, Date.parse(text) - nowMs].find(Number.isFinite);
  return wait === undefined ? null : Math.min(Math.max(0, wait), MAX_RETRY_AFTER_MS);
}

const textOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, MAX_DETAIL);

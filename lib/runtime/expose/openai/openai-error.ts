import type { ErrorClass } from "@/lib/platform/errors/error-class";
import type { ProblemCode, ProblemError } from "@/lib/platform/errors/problem";

/** An error as clients of the OpenAI API know it. */
export class OpenAiError extends Error {
  constructor(
    readonly status: number,
    readonly body: { message: string; type: string; param: string | null; code: string | null },
    readonly headers: Record<string, string> = {},
  ) {
    super(body.message);
    this.name = "OpenAiError";
  }
}

type Kind = readonly [status: number, type: string, code: string | null];
const BY_PROBLEM: Partial<Record<ProblemCode, Kind>> = {
  unauthenticated: [401, "invalid_request_error", "invalid_api_key"],
  forbidden: [403, "invalid_request_error", "permission_denied"],
  "not-found": [404, "invalid_request_error", "model_not_found"],
  "no-release": [404, "invalid_request_error", "model_not_found"],
  "idempotency-mismatch": [409, "invalid_request_error", "idempotency_mismatch"],
  "too-large": [413, "invalid_request_error", "request_too_large"],
  "unsupported-media-type": [415, "invalid_request_error", null],
  "bad-request": [400, "invalid_request_error", null],
  invalid: [400, "invalid_request_error", "invalid_value"],
  "rate-limited": [429, "rate_limit_error", "rate_limit_exceeded"],
  unavailable: [503, "server_error", "unavailable"],
};
const BROKEN: Kind = [500, "server_error", null];
const RATE_WAIT_S = "5";

/** A problem of our own API in OpenAI's words. An unknown model and one of somebody else are the same 404. */
export function fromProblem(error: ProblemError): OpenAiError {
  const [status, type, code] = BY_PROBLEM[error.code] ?? BROKEN;
  const message =
    code === "model_not_found"
      ? "There is no such model for this key. GET /v1/models lists those it may run."
      : error.message;
  return new OpenAiError(
    status,
    { message, type, param: param(error), code },
    status === 429 ? { "retry-after": RATE_WAIT_S } : {},
  );
}

const param = (error: ProblemError): string | null => error.errors?.[0]?.pointer.slice(1).replaceAll("/", ".") ?? null;

const BY_CLASS: Partial<Record<ErrorClass, Kind>> = {
  provider_rate_limit: [429, "rate_limit_error", "provider_rate_limit"],
  provider_timeout: [504, "server_error", "provider_timeout"],
  provider_5xx: [502, "server_error", "provider_unavailable"],
  context_overflow: [400, "invalid_request_error", "context_length_exceeded"],
  content_filter: [400, "invalid_request_error", "content_filter"],
  policy_denied: [403, "invalid_request_error", "policy_denied"],
  budget_exceeded: [429, "insufficient_quota", "budget_exceeded"],
  cancelled: [409, "invalid_request_error", "run_cancelled"],
};

/** How a failed run reads for a client. Clients repeat 429 and 5xx by themselves; with an Idempotency-Key that is the same run. */
export function fromFailure(failure: { class: ErrorClass; message: string; retryAfterMs?: number }): OpenAiError {
  const [status, type, code] = BY_CLASS[failure.class] ?? BROKEN;
  const waitS = Math.ceil((failure.retryAfterMs ?? Number(RATE_WAIT_S) * 1_000) / 1_000);
  return new OpenAiError(
    status,
    { message: failure.message, type, param: null, code: code ?? failure.class },
    status === 429 ? { "retry-after": String(waitS) } : {},
  );
}

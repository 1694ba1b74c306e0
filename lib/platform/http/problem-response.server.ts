import { PROBLEMS, type Problem, type ProblemCode, ProblemError } from "@/lib/platform/errors/problem";
import { log } from "@/lib/platform/log/log.server";

const RETRY_AFTER_S = "5";

/** Turns anything thrown into a problem document. Unknown errors are logged and say nothing about their cause. */
export function problemResponse(error: unknown, requestId: string): Response {
  if (!(error instanceof ProblemError)) log().error({ err: error, requestId }, "request failed");
  const known =
    error instanceof ProblemError
      ? error
      : new ProblemError("internal", "Try again; if it stays, report the request id.");
  const [status, title] = PROBLEMS[known.code satisfies ProblemCode];
  const body: Problem = {
    type: `urn:slipway:problem:${known.code}`,
    title,
    status,
    code: known.code,
    ...(known.detail ? { detail: known.detail } : {}),
    ...(known.errors ? { errors: known.errors } : {}),
    requestId,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...(status === 429 && { "retry-after": RETRY_AFTER_S }),
    },
  });
}

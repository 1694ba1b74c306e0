import { APICallError } from "@ai-sdk/provider";
import type { FaultKind, SandboxScript } from "@/lib/release/sandbox-script";
import { chance } from "@/lib/runtime/models/sandbox-provider/hash-text";

export type Fault = { kind: FaultKind; retryAfterMs?: number };

/**
 * The fault of one call, or null: the first whose rate covers a number made of seed, call and kind. The call's name
 * holds run, step and attempt, so a repeated attempt may pass and a replay gives the same.
 */
export function drawFault(script: SandboxScript, call: string): Fault | null {
  const found = script.faults.find(({ kind, rate }) => chance(`${script.seed}/${call}/fault/${kind}`) < rate);
  if (!found) return null;
  return { kind: found.kind, ...(found.retryAfterMs === undefined ? {} : { retryAfterMs: found.retryAfterMs }) };
}

/** The error that a real provider would have caused, or null for faults that are not errors. */
export function faultError({ kind, retryAfterMs }: Fault): Error | null {
  switch (kind) {
    case "429":
      return statusError(429, "Injected fault: too many requests", retryAfterMs);
    case "5xx":
      return statusError(503, "Injected fault: service unavailable");
    case "cut-stream":
      return statusError(undefined, "Injected fault: the answer ended early");
    case "timeout":
      return new DOMException("Injected fault: no answer in time", "TimeoutError");
    case "bad-json":
    case "slow":
      return null;
  }
}

/** An error as the SDK's providers throw it. */
export function statusError(statusCode: number | undefined, message: string, retryAfterMs?: number): APICallError {
  return new APICallError({
    message,
    url: "sandbox:",
    requestBodyValues: {},
    ...(statusCode === undefined ? {} : { statusCode }),
    ...(retryAfterMs === undefined ? {} : { responseHeaders: { "retry-after-ms": String(retryAfterMs) } }),
  });
}

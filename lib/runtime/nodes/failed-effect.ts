import type { Failure } from "@/lib/platform/errors/error-class";
import type { SideEffect } from "@/lib/release/tool-definition";
import type { FailedTool } from "@/lib/runtime/tool-calls/tool-outcome";

/** What a failed tool call means for repeating it: only an unsafe effect that may have happened is in doubt. */
export function failedEffect(
  outcome: FailedTool,
  sideEffect: SideEffect,
): Pick<Failure, "retryAfterMs" | "effect" | "transient"> {
  const { isSent, retryAfterMs, transient } = outcome;
  const effect = isSent ? (sideEffect === "unsafe" ? ("unknown" as const) : undefined) : ("not-sent" as const);
  return {
    ...(effect && { effect }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(transient === undefined ? {} : { transient }),
  };
}

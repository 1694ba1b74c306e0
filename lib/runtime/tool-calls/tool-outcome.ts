import type { ErrorClass } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";

/** What came of a tool. `isSent`: false = surely nothing happened outside; true = it may have. */
export type ToolOutcome =
  | { ok: true; value: Json }
  | { ok: false; class: ErrorClass; message: string; isSent: boolean; retryAfterMs?: number };

export const toolFailed = (message: string, errorClass: ErrorClass = "tool_error", isSent = false): ToolOutcome => ({
  ok: false,
  class: errorClass,
  message,
  isSent,
});

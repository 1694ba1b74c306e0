import type { ErrorClass } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";

/**
 * What came of a tool. `isSent`: false = surely nothing happened outside; true = it may have. `transient`: whether trying
 * again may help, where the class alone does not say.
 */
export type ToolOutcome = { ok: true; value: Json } | FailedTool;
export type FailedTool = {
  ok: false;
  class: ErrorClass;
  message: string;
  isSent: boolean;
  retryAfterMs?: number;
  transient?: boolean;
  /** What a model is told beside the message. */
  told?: Record<string, Json>;
};

export const toolFailed = (message: string, errorClass: ErrorClass = "tool_error", isSent = false): FailedTool => ({
  ok: false,
  class: errorClass,
  message,
  isSent,
});

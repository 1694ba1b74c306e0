import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { Json } from "@/lib/release/json-schema";
import type { CodeErrorClass } from "@/lib/runtime/sandbox/sandbox-message";

export type CodeCall = {
  tenantId: TenantId;
  /** JavaScript: the body of a function of `input`. */
  source: string;
  input: Json;
  /** Time on the processor after which the code is stopped; at most 200. */
  deadlineMs: number;
  signal: AbortSignal;
};

/** What came of code. `internal`: the sandbox itself could not be used; the code did not run. */
export type CodeOutcome =
  | { ok: true; value: Json; logs: string[] }
  | { ok: false; class: CodeErrorClass | "internal" | "cancelled"; message: string; logs: string[] };

/** Runs code of a tenant where it can harm nobody. Expected failures are returned. */
export type RunCode = (call: CodeCall) => Promise<CodeOutcome>;

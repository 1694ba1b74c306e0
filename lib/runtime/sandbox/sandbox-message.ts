import { CODE_TIMEOUT_MS } from "@/lib/release/timeout-cap";

/** Bounds of one call of user code. Sizes in bytes, times in milliseconds: `deadlineMs` on the processor, `killMs` by the clock. */
export const SANDBOX_LIMITS = {
  memoryBytes: 32 * 1_024 * 1_024,
  stackBytes: 256 * 1_024,
  deadlineMs: CODE_TIMEOUT_MS,
  killMs: 500,
  inputBytes: 1_024 * 1_024,
  outputBytes: 256 * 1_024,
  logBytes: 16 * 1_024,
  logLines: 100,
  rssBytes: 256 * 1_024 * 1_024,
  callsPerChild: 500,
} as const;

/** The parent's first message gives the child its engine (base64), each further one a piece of code to run. */
export type SandboxRequest =
  | { kind: "engine"; wasm: string }
  | { kind: "run"; source: string; input: string; deadlineMs: number };

/** Why code gave no result. */
export type CodeErrorClass = "code_timeout" | "code_memory" | "code_error";

export type SandboxAnswer = ({ ok: true; output: string } | { ok: false; class: CodeErrorClass; message: string }) & {
  logs: string[];
};

/** What a child says: ready for code, or the answer to its call with the memory that the process holds now. */
export type SandboxReply = { kind: "ready" } | { kind: "answer"; answer: SandboxAnswer; rssBytes: number };

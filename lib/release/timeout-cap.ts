import type { NodeKind } from "@/lib/release/node-config";

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** The longest time that one attempt may be given, in milliseconds. Code is stopped by the sandbox: this is its bound too. */
const CAP_MS = {
  agent: 15 * MINUTE_MS,
  llm: 10 * MINUTE_MS,
  classify: 10 * MINUTE_MS,
  tool: 5 * MINUTE_MS,
  http: 5 * MINUTE_MS,
  code: 200,
} as const satisfies Partial<Record<NodeKind, number>>;

export const CODE_TIMEOUT_MS = CAP_MS.code;

/** The longest time for an attempt of a kind; what only waits or reads has a day. */
export const timeoutCapMs = (kind: NodeKind): number => (isCapped(kind) ? CAP_MS[kind] : DAY_MS);

const isCapped = (kind: NodeKind): kind is keyof typeof CAP_MS => Object.hasOwn(CAP_MS, kind);

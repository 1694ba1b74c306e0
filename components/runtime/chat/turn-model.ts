import type { SpanView } from "@/lib/observability/traces/schema";

/** What the person said in a run: the one text that the harness takes. Null when it may not be read. */
export function saidIn(input: unknown, field: string): string | null {
  if (typeof input !== "object" || input === null || !Object.hasOwn(input, field)) return null;
  const value = Object.entries(input).find(([name]) => name === field)?.[1];
  return typeof value === "string" ? value : JSON.stringify(value);
}

export type ToolUse = {
  id: string;
  name: string;
  state: "running" | "ok" | "failed" | "denied";
  /** Why it did not work. */
  reason: string | null;
};

/** The tools that a run has used and was refused, in the order in which it did. */
export function toolUses(spans: Readonly<Record<string, SpanView>> | undefined): ToolUse[] {
  return Object.values(spans ?? {})
    .filter(({ kind, tool }) => kind === "tool" || (kind === "policy" && tool !== null))
    .sort((one, other) => one.startedAt.localeCompare(other.startedAt) || one.seq - other.seq)
    .map((span) => ({
      id: span.id,
      name: span.tool ?? span.name,
      state: stateOf(span),
      reason: span.error?.message ?? null,
    }));
}

function stateOf({ kind, state, status }: SpanView): ToolUse["state"] {
  if (kind === "policy") return "denied";
  if (state === "open") return "running";
  return status === "ok" ? "ok" : "failed";
}

/** Runs of a conversation, oldest first: those that are stored and those that were just started. */
export function turnsOf(stored: readonly string[], started: readonly string[]): string[] {
  return [...new Set([...[...stored].reverse(), ...started])];
}

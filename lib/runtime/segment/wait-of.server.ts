import type { Json } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import type { StepResult } from "@/lib/runtime/worker/node-executor";

const MAX_WAIT_MS = 30 * 86_400_000;

/** What a wait step waits for. `until` takes an ISO time or milliseconds since the epoch, at most 30 days ahead. */
export function waitOf(node: ProgramNode, input: Record<string, Json>, nowMs: number): StepResult {
  const { mode, durationMs, signal } = NODE_CONFIG.wait.parse(node.config);
  if (mode === "duration") return { ok: true, wait: { for: "timer", until: nowMs + durationMs } };
  if (mode === "signal")
    return signal === undefined
      ? refused(node, `"${node.label}" waits for a signal and does not say which.`)
      : { ok: true, wait: { for: "signal", name: signal, until: nowMs + durationMs } };
  const { until: given } = input;
  const until = typeof given === "number" ? given : typeof given === "string" ? Date.parse(given) : Number.NaN;
  if (!Number.isFinite(until))
    return refused(
      node,
      `"${node.label}" cannot wait until ${JSON.stringify(given ?? null).slice(0, 80)}: bind a time.`,
    );
  if (until > nowMs + MAX_WAIT_MS) return refused(node, `"${node.label}" would wait for more than 30 days.`);
  return { ok: true, wait: { for: "timer", until } };
}

const refused = (node: ProgramNode, message: string): StepResult => ({
  ok: false,
  failure: failure("internal", message, node.key),
});

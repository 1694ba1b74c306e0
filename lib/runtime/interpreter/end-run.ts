import type { Failure } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";
import type { Execution } from "@/lib/runtime/interpreter/execution";
import { isSettled, stepKeyOf } from "@/lib/runtime/interpreter/run-state";

type Outcome = { status: "succeeded"; output: Json } | { status: "failed"; failure: Failure } | { status: "cancelled" };

/** Ends the run once; what still runs or waits is cancelled. Later outcomes change nothing. */
export function endRun(execution: Execution, outcome: Outcome): void {
  const { state } = execution;
  if (state.status !== "running") return;
  state.status = outcome.status;
  if (outcome.status === "succeeded") state.output = outcome.output;
  if (outcome.status === "failed") state.failure = outcome.failure;
  for (const scope of state.scopes.values()) cancelScope(execution, scope.path, scope.mapId);
}

/** Cancels every unsettled step of a scope, without following edges: nothing in it runs any more. */
export function cancelScope(execution: Execution, path: string, mapId: string | null): void {
  const { state, graph } = execution;
  const scope = state.scopes.get(path);
  if (!scope || scope.ended) return;
  scope.ended = true;
  for (const node of graph.children.get(mapId) ?? []) {
    const key = stepKeyOf(node.key, path);
    const step = state.steps.get(key);
    if (isSettled(step)) continue;
    state.steps.set(key, step ? { status: "cancelled" } : { status: "skipped" });
    execution.derived.push({ nodeId: node.id, path, status: step ? "cancelled" : "skipped" });
  }
}

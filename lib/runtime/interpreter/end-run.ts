import type { Failure } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";
import type { Execution } from "@/lib/runtime/interpreter/execution";
import { FAILURE_SCOPE } from "@/lib/runtime/interpreter/program-graph";
import { isSettled, stepKeyOf } from "@/lib/runtime/interpreter/run-state";

type Outcome = { status: "succeeded"; output: Json } | { status: "failed"; failure: Failure } | { status: "cancelled" };

/**
 * Ends the run once; what still runs or waits is cancelled. Later outcomes change nothing. A failed run whose program
 * has steps for that (`onFailure`) does them first; whatever comes of them, the first failure is the run's.
 */
export function endRun(execution: Execution, outcome: Outcome): void {
  const { state, graph } = execution;
  if (state.status !== "running") return;
  state.parked = null;
  for (const scope of [...state.scopes.values()]) cancelScope(execution, scope.path, scope.containerId);
  if (state.compensating) {
    state.status = "failed";
    return;
  }
  if (outcome.status === "failed") {
    state.failure = outcome.failure;
    if (graph.children.has(FAILURE_SCOPE)) {
      state.compensating = true;
      execution.queue.push({ kind: "compensate" });
      return;
    }
  }
  state.status = outcome.status;
  if (outcome.status === "succeeded") state.output = outcome.output;
}

/** Cancels every unsettled step of a scope, without following edges: nothing in it runs any more. */
export function cancelScope(execution: Execution, path: string, containerId: string | null): void {
  const { state, graph } = execution;
  const scope = state.scopes.get(path);
  if (!scope || scope.ended) return;
  scope.ended = true;
  for (const node of graph.children.get(containerId) ?? []) {
    const key = stepKeyOf(node.key, path);
    const step = state.steps.get(key);
    if (isSettled(step)) continue;
    state.steps.set(key, step ? { status: "cancelled" } : { status: "skipped" });
    execution.derived.push({ nodeId: node.id, path, status: step ? "cancelled" : "skipped" });
  }
}

/** Ends the scopes of a container's items or rounds, and every scope inside them. */
export function cancelInside(execution: Execution, containerKey: string, path: string): void {
  for (const scope of [...execution.state.scopes.values()])
    if (scope.path.startsWith(`${path}@${containerKey}[`) || scope.path.startsWith(`${path}@${containerKey}#`))
      cancelScope(execution, scope.path, scope.containerId);
}

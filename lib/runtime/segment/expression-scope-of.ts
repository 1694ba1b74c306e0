import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import type { Variables } from "@/lib/release/variables";
import type { ProgramGraph } from "@/lib/runtime/interpreter/program-graph";
import { type RunState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";

type RunFacts = {
  runId: string;
  environment: string;
  threadId: string | null;
  endUser: string | null;
  vars: Variables;
};

/** What an expression of a node in the scope `path` can see: steps of its own scope and of those around it. */
export function expressionScopeOf(graph: ProgramGraph, state: RunState, path: string, run: RunFacts): ExpressionScope {
  return {
    input: state.input,
    steps: Object.fromEntries(scopesAround(state, path).flatMap((one) => outputsIn(graph, state, one))),
    state: state.variables,
    vars: run.vars,
    ...roundOf(graph, state, path),
    run: {
      id: run.runId,
      environment: run.environment,
      startedAt: new Date(state.startedAt).toISOString(),
      threadId: run.threadId,
      userId: run.endUser,
    },
  };
}

/** `item` and `index` of the innermost map around, `iter` of the innermost map or loop. */
function roundOf(graph: ProgramGraph, state: RunState, path: string): Pick<ExpressionScope, "item" | "index" | "iter"> {
  const scope = state.scopes.get(path);
  const container = graph.node.get(scope?.containerId ?? "");
  if (!scope || scope.containerId === null) return {};
  const outer = roundOf(graph, state, scope.parentPath);
  if (!container) return outer;
  const iter = { index: scope.index, carry: scope.carry };
  return container.kind === "map" ? { item: scope.item, index: scope.index, iter } : { ...outer, iter };
}

/** From the outermost scope to the scope itself, so that inner steps win. */
function scopesAround(state: RunState, path: string): string[] {
  const scope = state.scopes.get(path);
  if (!scope) return [];
  return scope.containerId === null ? [path] : [...scopesAround(state, scope.parentPath), path];
}

function outputsIn(graph: ProgramGraph, state: RunState, path: string) {
  const containerId = state.scopes.get(path)?.containerId ?? null;
  return (graph.children.get(containerId) ?? []).flatMap((node) => {
    const step = state.steps.get(stepKeyOf(node.key, path));
    if (step?.status === "succeeded") return [[node.key, { output: step.output }] as const];
    // Behind an error port, the failure is the output: that is what the port is for.
    if (step?.status === "failed" && step.port === "error")
      return [[node.key, { output: { error: { class: step.failure.class, message: step.failure.message } } }] as const];
    return [];
  });
}

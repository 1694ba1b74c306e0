import type { Failure } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";
import { cancelScope, endRun } from "@/lib/runtime/interpreter/end-run";
import type { Execution } from "@/lib/runtime/interpreter/execution";
import { scopeAt } from "@/lib/runtime/interpreter/execution";
import { activatingEdges, BODY_PORT, COLLECT_PORT } from "@/lib/runtime/interpreter/program-graph";
import { edgeKeyOf, type ItemResult, isSettled, type StepState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";

type OpenMap = Extract<StepState, { status: "open" }>;

/** Opens a scope and starts what begins in it: nodes behind the body port of the map, or the trigger at the top. */
export function openScope(
  execution: Execution,
  scope: { path: string; mapId: string | null; index: number; item: Json; parentPath: string },
): void {
  const { state, graph } = execution;
  state.scopes.set(scope.path, { ...scope, ended: false });
  const nodes = graph.children.get(scope.mapId) ?? [];
  for (const edge of graph.outEdges.get(scope.mapId ?? "") ?? []) {
    if (edge.from.port === BODY_PORT) state.edges.set(edgeKeyOf(scope.path, edge.id), "taken");
  }
  for (const node of nodes) {
    // A node without any in-edge starts nothing by itself: it is skipped, unless it is the run's trigger.
    if (scope.mapId !== null || activatingEdges(graph, node.id).length === 0)
      execution.queue.push({ kind: "activate", node, path: scope.path });
  }
  execution.queue.push({ kind: "close-scope", path: scope.path });
}

/** Starts items up to the map's concurrency; with no items left and none running, the map is done. */
export function advanceMap(execution: Execution, map: ProgramNode, path: string): void {
  const { state } = execution;
  const { concurrency, errorMode } = NODE_CONFIG.map.parse(map.config);
  for (;;) {
    const step = state.steps.get(stepKeyOf(map.key, path));
    if (step?.status !== "open" || state.status !== "running") return;
    if (step.next >= step.items.length || step.running >= concurrency) {
      if (step.next >= step.items.length && step.running === 0) finishMap(execution, map, path, step, errorMode);
      return;
    }
    const index = step.next;
    step.next += 1;
    step.running += 1;
    openScope(execution, {
      path: `${path}@${map.key}[${index}]`,
      mapId: map.id,
      index,
      item: step.items[index] ?? null,
      parentPath: path,
    });
  }
}

function finishMap(
  execution: Execution,
  map: ProgramNode,
  path: string,
  step: OpenMap,
  errorMode: "fail" | "collect" | "skip",
): void {
  const results = step.results.filter((result): result is ItemResult => result !== null);
  const output: Json = results.flatMap((result): Json[] => {
    if (errorMode === "collect")
      return [
        result.ok
          ? { ok: true, value: result.value }
          : { ok: false, error: { class: result.error.class, message: result.error.message } },
      ];
    return result.ok ? [result.value] : [];
  });
  execution.queue.push({ kind: "settle-map", node: map, path, output });
}

/** A scope whose nodes are all settled ends: an item hands its result to its map; the top ends the run. */
export function closeScopeIfDone(execution: Execution, path: string): void {
  const { state, graph } = execution;
  const scope = state.scopes.get(path);
  if (!scope || scope.ended) return;
  const nodes = graph.children.get(scope.mapId) ?? [];
  if (!nodes.every((node) => isSettled(state.steps.get(stepKeyOf(node.key, path))))) return;
  if (scope.mapId === null) endRun(execution, { status: "succeeded", output: {} });
  else {
    scope.ended = true;
    recordItem(execution, path, { ok: true, value: collected(execution, scope.mapId, path) });
  }
}

/** The output of the first node, in edge order, whose edge to the collect port went live. */
function collected({ state, graph }: Execution, mapId: string, path: string): Json {
  for (const edge of graph.inEdges.get(mapId) ?? []) {
    if (edge.to.port !== COLLECT_PORT || state.edges.get(edgeKeyOf(path, edge.id)) !== "taken") continue;
    const step = state.steps.get(stepKeyOf(graph.node.get(edge.from.node)?.key ?? "", path));
    if (step?.status === "succeeded") return step.output;
  }
  return null;
}

/** A step of an item failed for good: the map's error mode decides about the item, its siblings and the map. */
export function failItem(execution: Execution, node: ProgramNode, path: string, failure: Failure): void {
  const { state, graph } = execution;
  const scope = scopeAt(execution, path);
  const map = graph.node.get(scope.mapId ?? "");
  state.steps.set(stepKeyOf(node.key, path), { status: "failed", failure, port: null });
  cancelBelow(execution, path);
  if (!map) return;
  if (NODE_CONFIG.map.parse(map.config).errorMode === "fail") failMap(execution, map, scope.parentPath, failure);
  else recordItem(execution, path, { ok: false, error: failure });
}

function failMap(execution: Execution, map: ProgramNode, parentPath: string, failure: Failure): void {
  for (const other of [...execution.state.scopes.values()])
    if (other.parentPath === parentPath && other.mapId === map.id) cancelBelow(execution, other.path);
  execution.derived.push({ nodeId: map.id, path: parentPath, status: "failed", failure });
  execution.queue.push({ kind: "fail", node: map, path: parentPath, failure });
}

/** Ends a scope and every scope inside it. */
function cancelBelow(execution: Execution, path: string): void {
  for (const scope of [...execution.state.scopes.values()])
    if (scope.path === path || scope.path.startsWith(`${path}@`)) cancelScope(execution, scope.path, scope.mapId);
}

function recordItem(execution: Execution, path: string, result: ItemResult): void {
  const { state, graph } = execution;
  const scope = scopeAt(execution, path);
  const map = graph.node.get(scope.mapId ?? "");
  const step = map ? state.steps.get(stepKeyOf(map.key, scope.parentPath)) : undefined;
  if (!map || step?.status !== "open") return;
  step.results[scope.index] = result;
  step.running -= 1;
  execution.queue.push({ kind: "advance-map", node: map, path: scope.parentPath });
}

import type { Json } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";
import { type Execution, scopeAt } from "@/lib/runtime/interpreter/execution";
import { openScope } from "@/lib/runtime/interpreter/open-scope";
import { type ItemResult, type StepState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";

type OpenMap = Extract<StepState, { status: "open" }>;

/**
 * Starts items up to the map's concurrency, or the only one that a test wants; with no items left and none running, the map
 * is done.
 */
export function advanceMap(execution: Execution, map: ProgramNode, path: string): void {
  const { state } = execution;
  const { concurrency, errorMode } = NODE_CONFIG.map.parse(map.config);
  const only = execution.graph.program.onlyItems?.[map.id];
  for (;;) {
    const step = state.steps.get(stepKeyOf(map.key, path));
    if (step?.status !== "open" || state.status !== "running") return;
    const isAllStarted = step.next >= endOfItems(step, only);
    if (isAllStarted && step.running === 0) finishMap(execution, map, path, step, errorMode);
    if (isAllStarted || step.running >= concurrency) return;
    startItem(execution, map, path, step);
  }
}

const endOfItems = ({ items }: OpenMap, only: number | undefined): number =>
  only === undefined ? items.length : only + 1;

function startItem(execution: Execution, map: ProgramNode, path: string, step: OpenMap): void {
  const index = step.next;
  step.next += 1;
  step.running += 1;
  openScope(execution, {
    path: `${path}@${map.key}[${index}]`,
    containerId: map.id,
    index,
    item: step.items[index] ?? null,
    carry: {},
    parentPath: path,
  });
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

/** What became of one item. */
export function recordItem(execution: Execution, path: string, result: ItemResult): void {
  const { state, graph } = execution;
  const scope = scopeAt(execution, path);
  const map = graph.node.get(scope.containerId ?? "");
  const step = map ? state.steps.get(stepKeyOf(map.key, scope.parentPath)) : undefined;
  if (!map || step?.status !== "open") return;
  step.results[scope.index] = result;
  step.running -= 1;
  execution.queue.push({ kind: "advance-map", node: map, path: scope.parentPath });
}

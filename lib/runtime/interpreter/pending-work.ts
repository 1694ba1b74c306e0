import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";
import type { ProgramGraph } from "@/lib/runtime/interpreter/program-graph";
import { type RunState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";

export type PendingStep = {
  node: ProgramNode;
  path: string;
  stepKey: string;
  attempt: number;
  notBefore: number;
  /** When its first attempt could begin. */
  since: number;
};
export type PendingTimer = { node: ProgramNode; path: string; stepKey: string; at: number };

/** What a running run waits for: attempts to start and timers to set, derived from the state alone. Scope order, then node id. */
export function pendingWork(graph: ProgramGraph, state: RunState): { steps: PendingStep[]; timers: PendingTimer[] } {
  const open = state.status === "running" ? [...state.scopes.values()].filter((scope) => !scope.ended) : [];
  const places = open.flatMap((scope) =>
    (graph.children.get(scope.mapId) ?? []).map((node) => ({
      node,
      path: scope.path,
      stepKey: stepKeyOf(node.key, scope.path),
    })),
  );
  return {
    steps: places.flatMap((place) => enabledStep(state, place)),
    timers: places.flatMap((place) => joinTimer(state, place)),
  };
}

type Place = { node: ProgramNode; path: string; stepKey: string };

function enabledStep(state: RunState, place: Place): PendingStep[] {
  const step = state.steps.get(place.stepKey);
  if (step?.status !== "enabled") return [];
  const { attempt, notBefore, since } = step;
  return [{ ...place, attempt, notBefore, since }];
}

/** A join that something has reached, and that has not started. */
function joinTimer(state: RunState, place: Place): PendingTimer[] {
  const arrival = state.steps.has(place.stepKey) ? undefined : state.arrivals.get(place.stepKey);
  return arrival === undefined ? [] : [{ ...place, at: arrival + NODE_CONFIG.join.parse(place.node.config).timeoutMs }];
}

import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";
import type { ProgramGraph } from "@/lib/runtime/interpreter/program-graph";
import { type RunState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import { endOfWait, type Wait } from "@/lib/runtime/interpreter/wait";

type Place = { node: ProgramNode; path: string; stepKey: string };
export type PendingStep = Place & {
  attempt: number;
  notBefore: number;
  /** When its first attempt could begin. */
  since: number;
};
export type PendingTimer = Place & { at: number };
export type PendingWait = Place & { wait: Wait; attempt: number };
/** A loop whose round is over: its condition has to be asked in the scope `round`. */
export type PendingTurn = Place & { round: string };
export type PendingWork = {
  steps: PendingStep[];
  turns: PendingTurn[];
  timers: PendingTimer[];
  waits: PendingWait[];
};

/** What a running run has to do or waits for, derived from the state alone. Scope order, then node id. */
export function pendingWork(graph: ProgramGraph, state: RunState): PendingWork {
  const open = state.status === "running" ? [...state.scopes.values()].filter((scope) => !scope.ended) : [];
  const places = open.flatMap((scope) =>
    (graph.children.get(scope.containerId) ?? []).map((node) => ({
      node,
      path: scope.path,
      stepKey: stepKeyOf(node.key, scope.path),
    })),
  );
  return {
    steps: places.flatMap((place) => enabledStep(state, place)),
    turns: places.flatMap((place) => endedRound(state, place)),
    timers: places.flatMap((place) => [...joinTimer(state, place), ...endOfWaiting(state, place)]),
    waits: places.flatMap((place) => waiting(state, place)),
  };
}

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

function waiting(state: RunState, place: Place): PendingWait[] {
  const step = state.steps.get(place.stepKey);
  return step?.status === "waiting" ? [{ ...place, wait: step.wait, attempt: step.attempt }] : [];
}

function endOfWaiting(state: RunState, place: Place): PendingTimer[] {
  return waiting(state, place).flatMap(({ wait }) => {
    const at = endOfWait(wait);
    return at === null ? [] : [{ ...place, at }];
  });
}

function endedRound(state: RunState, place: Place): PendingTurn[] {
  const step = state.steps.get(place.stepKey);
  if (step?.status !== "looping" || !step.isTurning) return [];
  return [{ ...place, round: `${place.path}@${place.node.key}#${step.index}` }];
}

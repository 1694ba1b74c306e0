import type { Failure } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";

/**
 * Where a step stands. `enabled`: an attempt may run from `notBefore` on; the first one could from `since` on. `open`: a map whose items run. Everything else
 * is settled. A failed step with a port was handled by its error port.
 */
export type StepState =
  | { status: "enabled"; attempt: number; notBefore: number; since: number }
  | { status: "open"; items: Json[]; next: number; running: number; results: (ItemResult | null)[] }
  | { status: "succeeded"; output: Json; port: string; degraded: boolean }
  | { status: "failed"; failure: Failure; port: string | null }
  | { status: "skipped" }
  | { status: "cancelled" };

export type ItemResult = { ok: true; value: Json } | { ok: false; error: Failure };

/** One scope: the top of the run (path ""), or one item of a map (`@search[3]`, nested `@search[3]@pages[0]`). */
export type Scope = {
  path: string;
  mapId: string | null;
  index: number;
  item: Json;
  parentPath: string;
  ended: boolean;
};

export type RunState = {
  status: "running" | "succeeded" | "failed" | "cancelled";
  startedAt: number;
  input: Json;
  output: Json;
  failure: Failure | null;
  degraded: boolean;
  steps: Map<string, StepState>;
  /** By `<scope path>|<edge id>`; absent = not settled yet. */
  edges: Map<string, "taken" | "dead">;
  scopes: Map<string, Scope>;
  variables: Record<string, Json>;
  /** First live arrival at a join (milliseconds), by step key. */
  arrivals: Map<string, number>;
  /** Finished calls inside steps, by `<step key>/<call name>`. */
  calls: Map<string, Json>;
  usage: {
    steps: number;
    attempts: number;
    toolCalls: number;
    inputTokens: number;
    outputTokens: number;
    costMicros: number;
  };
  simulated: boolean;
  taint: Set<"untrustedInput" | "readSensitive">;
};

export function initialState(variables: Record<string, Json>): RunState {
  return {
    status: "running",
    startedAt: 0,
    input: null,
    output: null,
    failure: null,
    degraded: false,
    steps: new Map(),
    edges: new Map(),
    scopes: new Map(),
    variables: { ...variables },
    arrivals: new Map(),
    calls: new Map(),
    usage: { steps: 0, attempts: 0, toolCalls: 0, inputTokens: 0, outputTokens: 0, costMicros: 0 },
    simulated: false,
    taint: new Set(),
  };
}

export const isSettled = (step: StepState | undefined): boolean =>
  step !== undefined && step.status !== "enabled" && step.status !== "open";

/** `<node key><scope path>`, for example `fetch@search[3]`: stable over attempts and recoveries. */
export const stepKeyOf = (nodeKey: string, path: string): string => `${nodeKey}${path}`;
export const edgeKeyOf = (path: string, edgeId: string): string => `${path}|${edgeId}`;

import type { Failure } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";
import type { RaisedLimits } from "@/lib/release/raised-limits";
import type { ParkedReason } from "@/lib/release/run-request";
import type { Wait } from "@/lib/runtime/interpreter/wait";

/**
 * Where a step stands. `enabled`: an attempt may run from `notBefore` on, the first one could from `since` on. `open`: a map whose items run. `looping`: a
 * loop whose round runs, or (`isTurning`) has ended and waits for its condition. `waiting`: started, and waits for
 * something outside. Everything else is settled. A failed step with a port was handled by its error port.
 */
export type StepState =
  | { status: "enabled"; attempt: number; notBefore: number; since: number }
  | { status: "open"; items: Json[]; next: number; running: number; results: (ItemResult | null)[] }
  | { status: "looping"; carry: Record<string, Json>; index: number; isTurning: boolean }
  | { status: "waiting"; attempt: number; since: number; wait: Wait }
  | { status: "succeeded"; output: Json; port: string; degraded: boolean }
  | { status: "failed"; failure: Failure; port: string | null }
  | { status: "skipped" }
  | { status: "cancelled" };

export type ItemResult = { ok: true; value: Json } | { ok: false; error: Failure };

/**
 * One scope: the top of the run (path ""), an item of a map (`@search[3]`), a round of a loop (`@refine#2`), nested
 * (`@search[3]@pages[0]`), or what runs after a failure (`@failure`).
 */
export type Scope = {
  path: string;
  /** The map or loop, null at the top, `FAILURE_SCOPE` after a failure. */
  containerId: string | null;
  index: number;
  item: Json;
  /** What a loop carries into the round; empty elsewhere. */
  carry: Record<string, Json>;
  parentPath: string;
  ended: boolean;
};

type Usage = {
  steps: number;
  attempts: number;
  toolCalls: number;
  inputTokens: number;
  outputTokens: number;
  costMicros: number;
};
export type Taint = "untrustedInput" | "readSensitive";

export type RunState = {
  status: "running" | "succeeded" | "failed" | "cancelled";
  startedAt: number;
  input: Json;
  output: Json;
  failure: Failure | null;
  /** The run has failed and undoes what it did; `failure` says why. */
  compensating: boolean;
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
  /** Signals that a step has taken, as `<name>/<key>`. */
  takenSignals: Set<string>;
  /** Set while the run is parked. */
  parked: { at: number; reason: ParkedReason; wakeAt: number | null } | null;
  /** How long it has been parked so far: no active time. */
  parkedMs: number;
  /** What a person granted this run beyond the limits of its release. */
  raised: RaisedLimits | null;
  usage: Usage;
  /** What its sub-runs used; part of its limits, not of its own figures. */
  subRunUsage: { tokens: number; costMicros: number };
  simulated: boolean;
  taint: Set<Taint>;
};

export function initialState(variables: Record<string, Json>): RunState {
  return {
    status: "running",
    startedAt: 0,
    input: null,
    output: null,
    failure: null,
    compensating: false,
    degraded: false,
    steps: new Map(),
    edges: new Map(),
    scopes: new Map(),
    variables: { ...variables },
    arrivals: new Map(),
    calls: new Map(),
    takenSignals: new Set(),
    parked: null,
    parkedMs: 0,
    raised: null,
    usage: { steps: 0, attempts: 0, toolCalls: 0, inputTokens: 0, outputTokens: 0, costMicros: 0 },
    subRunUsage: { tokens: 0, costMicros: 0 },
    simulated: false,
    taint: new Set(),
  };
}

/** How long the run has been at work until `nowMs`, in milliseconds. */
export const activeMsOf = ({ startedAt, parkedMs }: RunState, nowMs: number): number => nowMs - startedAt - parkedMs;

const UNSETTLED: ReadonlySet<StepState["status"]> = new Set(["enabled", "open", "looping", "waiting"]);
export const isSettled = (step: StepState | undefined): boolean => step !== undefined && !UNSETTLED.has(step.status);

/** `<node key><scope path>`, for example `fetch@search[3]`: stable over attempts and recoveries. */
export const stepKeyOf = (nodeKey: string, path: string): string => `${nodeKey}${path}`;
export const edgeKeyOf = (path: string, edgeId: string): string => `${path}|${edgeId}`;

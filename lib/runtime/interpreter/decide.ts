import { assertNever } from "@/lib/platform/errors/assert-never";
import type { Json } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";
import { endRun } from "@/lib/runtime/interpreter/end-run";
import { enableJoin } from "@/lib/runtime/interpreter/evaluate-join";
import type { Derived, Execution, Task } from "@/lib/runtime/interpreter/execution";
import { failStep } from "@/lib/runtime/interpreter/fail-step";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { advanceMap, closeScopeIfDone, failItem, openScope } from "@/lib/runtime/interpreter/map-scopes";
import type { ProgramGraph } from "@/lib/runtime/interpreter/program-graph";
import { reduceState } from "@/lib/runtime/interpreter/reduce-state";
import { initialState, isSettled, type RunState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import { activate, cancelStep, settle } from "@/lib/runtime/interpreter/settle";

/** The state of a run before its first event. */
export function newRunState(graph: ProgramGraph): RunState {
  return initialState(
    Object.fromEntries(Object.entries(graph.program.state).map(([key, variable]) => [key, variable.initial])),
  );
}

/**
 * Applies one event. No input or output, no clock, no randomness: the same events give the same state. The state is the
 * caller's and is changed in place; what settled by itself is returned. Events for settled steps change nothing.
 */
export function decide(graph: ProgramGraph, state: RunState, event: JournalEvent): Derived[] {
  const execution: Execution = { graph, state, now: event.at, queue: [], derived: [] };
  apply(execution, event);
  for (let task = execution.queue.shift(); task; task = execution.queue.shift()) follow(execution, task);
  return execution.derived;
}

/** The state after a whole journal. `replay(prefix)` equals the live state at every prefix. */
export function replay(graph: ProgramGraph, events: Iterable<JournalEvent>): RunState {
  const state = newRunState(graph);
  for (const event of events) decide(graph, state, event);
  return state;
}

function follow(execution: Execution, task: Task): void {
  switch (task.kind) {
    case "activate":
      activate(execution, task.node, task.path);
      break;
    case "cancel":
      cancelStep(execution, task.node, task.path);
      break;
    case "fail":
      failStep(execution, task.node, task.path, task.failure);
      break;
    case "fail-item":
      failItem(execution, task.node, task.path, task.failure);
      break;
    case "settle-map":
      execution.derived.push({ nodeId: task.node.id, path: task.path, status: "succeeded" });
      settle(
        execution,
        task.node,
        task.path,
        { status: "succeeded", output: task.output, port: "out", degraded: false },
        "out",
      );
      break;
    case "close-scope":
      closeScopeIfDone(execution, task.path);
      break;
    case "advance-map":
      advanceMap(execution, task.node, task.path);
      break;
    default:
      assertNever(task);
  }
}

function apply(execution: Execution, event: JournalEvent): void {
  const { state } = execution;
  switch (event.kind) {
    case "run-started":
      start(execution, event.input, event.triggerId, event.at);
      break;
    case "cancel-requested":
      endRun(execution, { status: "cancelled" });
      break;
    case "limit-reached":
      endRun(execution, { status: "failed", failure: event.failure });
      break;
    case "taint-set":
      state.taint.add(event.taint);
      break;
    default:
      applyToStep(execution, event);
  }
}

type StepEvent = Extract<JournalEvent, { nodeId: string }>;

function applyToStep(execution: Execution, event: StepEvent): void {
  const { state, graph } = execution;
  const node = graph.node.get(event.nodeId);
  if (!node || state.status !== "running") return;
  const key = stepKeyOf(node.key, event.path);
  if (event.kind === "call-finished") recordCall(state, key, event);
  else if (!isSettled(state.steps.get(key))) changeStep(execution, node, key, event);
}

function changeStep(
  execution: Execution,
  node: ProgramNode,
  key: string,
  event: Exclude<StepEvent, { kind: "call-finished" }>,
): void {
  const { state } = execution;
  switch (event.kind) {
    case "step-succeeded":
      succeed(execution, node, event);
      break;
    case "step-failed":
      state.usage.attempts += 1;
      failStep(execution, node, event.path, event.failure);
      break;
    case "attempt-failed":
      state.usage.attempts += 1;
      retryLater(state, key, event);
      break;
    case "map-opened":
      state.steps.set(key, {
        status: "open",
        items: event.items,
        next: 0,
        running: 0,
        results: event.items.map(() => null),
      });
      advanceMap(execution, node, event.path);
      break;
    case "timer-fired":
      joinTimedOut(execution, node, event.path);
      break;
    default:
      assertNever(event);
  }
}

function retryLater(state: RunState, key: string, event: Extract<StepEvent, { kind: "attempt-failed" }>): void {
  const step = state.steps.get(key);
  const since = step?.status === "enabled" ? step.since : event.at;
  state.steps.set(key, { status: "enabled", attempt: event.attempt + 1, notBefore: event.retryAt, since });
}

function start(execution: Execution, input: Json, triggerId: string, at: number): void {
  const { state, graph } = execution;
  if (state.scopes.size > 0) return;
  state.startedAt = at;
  state.input = input;
  const trigger = graph.node.get(triggerId);
  if (trigger) state.steps.set(stepKeyOf(trigger.key, ""), { status: "enabled", attempt: 1, notBefore: at, since: at });
  openScope(execution, { path: "", mapId: null, index: 0, item: null, parentPath: "" });
}

function succeed(
  execution: Execution,
  node: ProgramNode,
  event: Extract<JournalEvent, { kind: "step-succeeded" }>,
): void {
  const { state, graph } = execution;
  state.usage.steps += 1;
  state.usage.attempts += 1;
  for (const [name, value] of Object.entries(event.writes ?? {})) {
    const variable = graph.program.state[name];
    if (variable) state.variables[name] = reduceState(variable, state.variables[name] ?? null, value);
  }
  settle(
    execution,
    node,
    event.path,
    { status: "succeeded", output: event.output, port: event.port, degraded: false },
    event.port,
  );
  if (node.kind !== "end") return;
  const { outcome } = NODE_CONFIG.end.parse(node.config);
  if (outcome === "success") endRun(execution, { status: "succeeded", output: event.output });
  else
    endRun(execution, {
      status: "failed",
      failure: {
        class: "internal",
        message: `The run ended at "${node.label}".`,
        fingerprint: `end:${node.key}`,
        nodeKey: node.key,
      },
    });
}

function recordCall(state: RunState, key: string, event: Extract<JournalEvent, { kind: "call-finished" }>): void {
  const name = `${key}/${event.name}`;
  if (state.calls.has(name)) return;
  state.calls.set(name, event.value);
  if (event.tool) state.usage.toolCalls += 1;
  if (!event.usage) return;
  state.usage.inputTokens += event.usage.inputTokens;
  state.usage.outputTokens += event.usage.outputTokens;
  state.usage.costMicros += event.usage.costMicros;
  if (event.usage.simulated) state.simulated = true;
}

function joinTimedOut(execution: Execution, node: ProgramNode, path: string): void {
  if (execution.state.steps.has(stepKeyOf(node.key, path))) return;
  const { onTimeout, timeoutMs } = NODE_CONFIG.join.parse(node.config);
  if (onTimeout === "continue") {
    enableJoin(execution, node, path);
    return;
  }
  const message = `Not every branch arrived within ${timeoutMs} ms.`;
  failStep(execution, node, path, {
    class: "tool_timeout",
    message,
    fingerprint: `join-timeout:${node.key}`,
    nodeKey: node.key,
  });
}

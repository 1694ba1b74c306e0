import { assertNever } from "@/lib/platform/errors/assert-never";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";
import { endRun } from "@/lib/runtime/interpreter/end-run";
import { enableJoin } from "@/lib/runtime/interpreter/evaluate-join";
import type { Derived, Execution, Task } from "@/lib/runtime/interpreter/execution";
import { failStep } from "@/lib/runtime/interpreter/fail-step";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { openLoop, turnLoop } from "@/lib/runtime/interpreter/loop-rounds";
import { advanceMap } from "@/lib/runtime/interpreter/map-items";
import { openScope } from "@/lib/runtime/interpreter/open-scope";
import type { ProgramGraph } from "@/lib/runtime/interpreter/program-graph";
import { resumeStep } from "@/lib/runtime/interpreter/resume-step";
import { initialState, isSettled, type RunState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import { closeScopeIfDone, compensate, failInner } from "@/lib/runtime/interpreter/scopes";
import { activate, cancelStep, settle } from "@/lib/runtime/interpreter/settle";
import { succeedStep } from "@/lib/runtime/interpreter/succeed-step";

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
    case "fail-inner":
      failInner(execution, task.node, task.path, task.failure);
      break;
    case "settle-map": {
      const { node, path, output } = task;
      execution.derived.push({ nodeId: node.id, path, status: "succeeded" });
      settle(execution, node, path, { status: "succeeded", output, port: "out", degraded: false }, "out");
      break;
    }
    case "close-scope":
      closeScopeIfDone(execution, task.path);
      break;
    case "advance-map":
      advanceMap(execution, task.node, task.path);
      break;
    case "compensate":
      compensate(execution);
      break;
    default:
      assertNever(task);
  }
}

type StepEvent = Extract<JournalEvent, { nodeId: string }>;

function apply(execution: Execution, event: JournalEvent): void {
  const { state } = execution;
  switch (event.kind) {
    case "run-started":
      start(execution, event);
      break;
    case "run-carried-over":
      state.parkedMs = event.at - state.startedAt - event.activeMs;
      state.raised = event.raised?.limits ?? null;
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
    case "run-parked":
      if (state.status === "running") state.parked = { at: event.at, reason: event.reason, wakeAt: event.wakeAt };
      break;
    case "run-woken":
      if (state.parked) state.parkedMs += event.at - state.parked.at;
      state.parked = null;
      break;
    default:
      applyToStep(execution, event);
  }
}

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
  const { path } = event;
  const step = state.steps.get(key);
  switch (event.kind) {
    case "step-succeeded":
      succeedStep(execution, node, event);
      break;
    case "step-failed":
      state.usage.attempts += 1;
      failStep(execution, node, path, event.failure);
      break;
    case "attempt-failed":
      state.usage.attempts += 1;
      retryLater(state, key, event);
      break;
    case "map-opened": {
      const results = event.items.map(() => null);
      const first = execution.graph.program.onlyItems?.[node.id] ?? 0;
      state.steps.set(key, { status: "open", items: event.items, next: first, running: 0, results });
      advanceMap(execution, node, path);
      break;
    }
    case "loop-opened":
      openLoop(execution, node, path, event.carry);
      break;
    case "loop-turned":
      turnLoop(execution, node, path, event.done);
      break;
    case "step-waiting":
      state.usage.attempts += 1;
      if (step?.status === "enabled")
        state.steps.set(key, { status: "waiting", attempt: step.attempt, since: step.since, wait: event.wait });
      break;
    case "timer-fired":
    case "signal-received":
    case "approval-decided":
    case "sub-run-ended":
    case "decision-made":
      if (step?.status === "waiting") resumeStep(execution, node, step, event);
      else if (event.kind === "timer-fired" && node.kind === "join") joinTimedOut(execution, node, path);
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

function start(execution: Execution, event: Extract<JournalEvent, { kind: "run-started" }>): void {
  const { state, graph } = execution;
  if (state.scopes.size > 0) return;
  state.startedAt = event.at;
  state.input = event.input;
  for (const taint of event.taint ?? []) state.taint.add(taint);
  const trigger = graph.node.get(event.triggerId);
  if (trigger)
    state.steps.set(stepKeyOf(trigger.key, ""), {
      status: "enabled",
      attempt: 1,
      notBefore: event.at,
      since: event.at,
    });
  openScope(execution, { path: "", containerId: null, index: 0, item: null, carry: {}, parentPath: "" });
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
  const fingerprint = `join-timeout:${node.key}`;
  failStep(execution, node, path, { class: "tool_timeout", message, fingerprint, nodeKey: node.key });
}

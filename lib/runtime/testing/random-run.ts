import type { Json } from "@/lib/release/json-schema";
import type { Program } from "@/lib/release/program";
import { decide, newRunState } from "@/lib/runtime/interpreter/decide";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { type PendingStep, type PendingWait, pendingWork } from "@/lib/runtime/interpreter/pending-work";
import { type ProgramGraph, programGraph } from "@/lib/runtime/interpreter/program-graph";
import type { RunState } from "@/lib/runtime/interpreter/run-state";
import { testNodeId } from "@/lib/runtime/interpreter/test-programs";
import type { Wait } from "@/lib/runtime/interpreter/wait";

const MAX_EVENTS = 2_000;
const FAILURE = { class: "tool_error" as const, message: "x", fingerprint: "x" };
const RUN_ID = "00000000-0000-7000-8000-00000000000c";

/** Numbers from a seed (a linear congruential generator), so that a failing case stays small. */
function numbersOf(seed: number): (below: number) => number {
  let value = seed;
  return (below) => {
    value = (value * 48_271) % 2_147_483_647;
    return value % below;
  };
}
type Numbers = ReturnType<typeof numbersOf>;

/** Runs a program to its end under arbitrary outcomes in an arbitrary order. `watch` sees the state after every event. */
export function randomRun(
  program: Program,
  seed: number,
  watch: (state: RunState, event: JournalEvent, graph: ProgramGraph) => void = () => {},
) {
  const below = numbersOf(seed);
  const graph = programGraph(program);
  const state = newRunState(graph);
  const events: JournalEvent[] = [];
  let next: JournalEvent | null = { kind: "run-started", at: 0, input: {}, triggerId: testNodeId("start") };
  while (next && events.length < MAX_EVENTS) {
    events.push(next);
    decide(graph, state, next);
    watch(state, next, graph);
    next = nextEvent(graph, state, below, events.length);
  }
  return { graph, state, events };
}

/** One thing that can happen now: an attempt ends, a round turns, a wait is answered, a timer fires, somebody cancels. */
function nextEvent(graph: ProgramGraph, state: RunState, below: Numbers, at: number): JournalEvent | null {
  const { steps, turns, waits, timers } = pendingWork(graph, state);
  const happenings: (() => JournalEvent)[] = [
    ...steps.map((step) => () => endOfAttempt(step, below, at)),
    ...turns.map(({ node, path }) => () => {
      const event: JournalEvent = { kind: "loop-turned", at, nodeId: node.id, path, done: below(3) === 0 };
      return event;
    }),
    ...waits.map((wait) => () => answerTo(wait, below, at)),
  ];
  const timer = timers[below(Math.max(1, timers.length))];
  if (timer && (happenings.length === 0 || below(12) === 0))
    return { kind: "timer-fired", at, nodeId: timer.node.id, path: timer.path };
  if (state.status === "running" && below(300) === 0) return { kind: "cancel-requested", at };
  return happenings[below(Math.max(1, happenings.length))]?.() ?? null;
}

function endOfAttempt({ node, path, attempt }: PendingStep, below: Numbers, at: number): JournalEvent {
  const place = { at, nodeId: node.id, path };
  const outcome = below(12);
  if (outcome === 0) return { kind: "step-failed", ...place, failure: FAILURE };
  if (outcome === 1 && attempt < 3) return { kind: "attempt-failed", ...place, attempt, failure: FAILURE, retryAt: at };
  if (outcome === 2 && attempt < 3 && node.kind === "transform")
    return { kind: "step-waiting", ...place, wait: { for: "decision", failure: FAILURE } };
  if (node.kind === "map")
    return { kind: "map-opened", ...place, items: Array.from({ length: below(4) }, (_, i) => i) };
  if (node.kind === "loop") return { kind: "loop-opened", ...place, carry: { n: 0 } };
  const wait = waitOf(node.kind, node.config, at);
  if (wait) return { kind: "step-waiting", ...place, wait };
  const port = node.kind === "branch" ? (outcome % 2 ? "yes" : "else") : "out";
  return { kind: "step-succeeded", ...place, output: outcome, port };
}

function waitOf(kind: string, config: Record<string, Json>, at: number): Wait | null {
  if (kind === "approval") return { for: "approval", approvalId: "a", until: at + 50 };
  if (kind === "subflow") return { for: "subflow", runId: RUN_ID, until: at + 50 };
  if (kind !== "wait") return null;
  return config.mode === "signal" ? { for: "signal", name: "go", until: at + 50 } : { for: "timer", until: at + 50 };
}

function answerTo({ node, path, wait }: PendingWait, below: Numbers, at: number): JournalEvent {
  const place = { at, nodeId: node.id, path };
  const usage = { inputTokens: 1, outputTokens: 1, costMicros: 1, simulated: true };
  switch (wait.for) {
    case "timer":
      return { kind: "timer-fired", ...place };
    case "signal":
      return { kind: "signal-received", ...place, name: "go", key: `${at}`, by: "user:1", payload: null };
    case "approval": {
      const decision = below(2) ? "approved" : "rejected";
      return { kind: "approval-decided", ...place, decision, by: "user:1", form: null, comment: null };
    }
    case "subflow": {
      const status = below(4) ? "succeeded" : "failed";
      return { kind: "sub-run-ended", ...place, status, output: 1, failure: null, taint: [], usage };
    }
    default: {
      const choice = (["retry", "fail", "succeed"] as const)[below(3)] ?? "fail";
      return { kind: "decision-made", ...place, choice, by: "user:1", output: null };
    }
  }
}

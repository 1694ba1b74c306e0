import { canonicalJson } from "@/lib/release/canonical-json";
import type { Program, ProgramNode } from "@/lib/release/program";
import { replay } from "@/lib/runtime/interpreter/decide";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { FAILURE_PATH, programGraph } from "@/lib/runtime/interpreter/program-graph";
import { type StepState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import { influencedBy, type Place, replayedPlace } from "@/lib/runtime/replay/replay-scope";

export type SettledStep = Place & { key: string; label: string; kind: string; failed: boolean };
export type ReplayRefusal = "never-started" | "no-such-step" | "step-removed";
export type ReplayPlan = {
  /** The step that is executed again first; the loop around it when it is inside one. Null: nothing that has a result is. */
  from: SettledStep | null;
  /** What the new run's journal begins with, in order. */
  events: JournalEvent[];
  carried: SettledStep[];
  /** Settled steps that are executed again, the first of them included. */
  repeated: SettledStep[];
  /** Finished calls of the failed step, or of those that were under way, are kept: they go on where they stopped. */
  keepsCalls: boolean;
};

type StepEvent = Extract<JournalEvent, { nodeId: string }>;
const isStepEvent = (event: JournalEvent): event is StepEvent => "nodeId" in event;
/** What only leads to the end of a step. */
const LOOSE: ReadonlySet<JournalEvent["kind"]> = new Set(["step-waiting", "attempt-failed"]);
const RESULTS: ReadonlySet<StepState["status"]> = new Set(["succeeded", "failed", "open", "looping"]);

/** The steps of a run that have a result, in the order in which they got it. */
export function settledSteps(program: Program, events: readonly JournalEvent[]): SettledStep[] {
  const graph = programGraph(program);
  const { steps } = replay(graph, events);
  const found = new Map<string, SettledStep>();
  for (const event of events) {
    const node = isStepEvent(event) && !isUndoing(event) ? graph.node.get(event.nodeId) : undefined;
    if (!node || !isStepEvent(event)) continue;
    const key = stepKeyOf(node.key, event.path);
    const status = steps.get(key)?.status;
    if (!status || !RESULTS.has(status)) continue;
    const { id: nodeId, label, kind } = node;
    found.delete(key);
    found.set(key, { nodeId, path: event.path, key, label, kind, failed: status === "failed" });
  }
  return [...found.values()];
}

/** What ran after the failure, to undo things, belongs to the old run. */
const isUndoing = ({ path }: StepEvent): boolean => path.startsWith(FAILURE_PATH);

/**
 * The journal of a run that goes on from a settled step of an earlier one: results that the step cannot have influenced
 * are carried over and never executed again; the step, what it led to, and how the run ended are left out. When the step
 * failed and is the same in the target, its finished calls are kept too, so that nothing they changed happens twice.
 */
export function planReplay(
  program: Program,
  target: Program,
  { events, stepKey }: { events: readonly JournalEvent[]; stepKey: string },
): ReplayPlan | { refusal: ReplayRefusal } {
  const nodes = new Map(program.nodes.map((node) => [node.id, node]));
  const steps = settledSteps(program, events);
  const asked = steps.find((step) => step.key === stepKey);
  if (!events.some((event) => event.kind === "run-started")) return { refusal: "never-started" };
  if (!asked) return { refusal: "no-such-step" };
  const place = replayedPlace(nodes, asked);
  const node = nodes.get(place.nodeId);
  const inTarget = target.nodes.find((one) => one.id === place.nodeId);
  if (!node || !inTarget) return { refusal: "step-removed" };
  const key = stepKeyOf(node.key, place.path);
  const from = steps.find((step) => step.key === key) ?? {
    ...asked,
    ...place,
    key,
    label: node.label,
    kind: node.kind,
  };
  const isInfluenced = influencedBy(program, from);
  const keepsCalls = from.failed && isSame(program, target, node, inTarget);
  const known = new Set(target.nodes.map((one) => one.id));
  const isKept = (event: JournalEvent): boolean => {
    if (!isStepEvent(event)) return event.kind === "run-started" || event.kind === "taint-set";
    if (!known.has(event.nodeId) || isUndoing(event)) return false;
    if (!isInfluenced(event)) return true;
    return keepsCalls && event.kind === "call-finished" && event.nodeId === from.nodeId && event.path === from.path;
  };
  return {
    from,
    events: withoutLooseEnds(events.filter(isKept)),
    carried: steps.filter((step) => !isInfluenced(step) && known.has(step.nodeId)),
    repeated: steps.filter(isInfluenced),
    keepsCalls,
  };
}

/**
 * The journal of a run that goes on where a limit of its own ended it: every result is carried over. Steps that were under
 * way begin again, with the calls that they had finished when they are the same in the target.
 */
export function planResume(program: Program, target: Program, events: readonly JournalEvent[]): ReplayPlan {
  const graph = programGraph(program);
  const steps = settledSteps(program, events);
  const settled = new Set(steps.map(({ key }) => key));
  const known = new Map(target.nodes.map((one) => [one.id, one]));
  const isKept = (event: JournalEvent): boolean => {
    if (!isStepEvent(event)) return event.kind === "run-started" || event.kind === "taint-set";
    const node = graph.node.get(event.nodeId);
    const inTarget = known.get(event.nodeId);
    if (!node || !inTarget || isUndoing(event)) return false;
    const isOpenCall = event.kind === "call-finished" && !settled.has(stepKeyOf(node.key, event.path));
    return !isOpenCall || isSame(program, target, node, inTarget);
  };
  const kept = withoutLooseEnds(events.filter(isKept));
  const carried = steps.filter((step) => known.has(step.nodeId));
  return { from: null, events: kept, carried, repeated: [], keepsCalls: kept.some(isCall) };
}

const isCall = ({ kind }: JournalEvent): boolean => kind === "call-finished";

/** Whether a limit of its own ended the run, and it has not undone since what it did: then it can go on from there. */
export function stoppedAtLimit(events: readonly JournalEvent[]): boolean {
  const reached = events.findIndex(
    (event) => event.kind === "limit-reached" && event.failure.class === "budget_exceeded",
  );
  return reached >= 0 && !events.slice(reached).some((event) => isStepEvent(event) && isUndoing(event));
}

/** A step that had not settled begins afresh: nothing of the old run will bring what it waited for. */
function withoutLooseEnds(events: readonly JournalEvent[]): JournalEvent[] {
  return events.filter((event, position) => {
    if (!isStepEvent(event) || !LOOSE.has(event.kind)) return true;
    return events
      .slice(position + 1)
      .some((later) => isStepEvent(later) && later.nodeId === event.nodeId && later.path === event.path);
  });
}

/** The node, its tools and its models are the same: what it did so far is what it would do. */
function isSame(from: Program, to: Program, node: ProgramNode, inTarget: ProgramNode): boolean {
  const facts = (program: Program, one: ProgramNode) =>
    canonicalJson([one, program.tools, program.models, program.context]);
  return facts(from, node) === facts(to, inTarget);
}

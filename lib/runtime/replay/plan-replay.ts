import { canonicalJson } from "@/lib/release/canonical-json";
import type { Program, ProgramNode } from "@/lib/release/program";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import { influencedBy, type Place, replayedPlace } from "@/lib/runtime/replay/replay-scope";

export type SettledStep = Place & { key: string; label: string; kind: string; failed: boolean };
export type ReplayRefusal = "never-started" | "no-such-step" | "step-removed";
export type ReplayPlan = {
  /** The step that is executed again first; the loop around it when it is inside one. */
  from: SettledStep;
  /** What the new run's journal begins with, in order. */
  events: JournalEvent[];
  carried: SettledStep[];
  /** Settled steps that are executed again, the first of them included. */
  repeated: SettledStep[];
  /** Finished calls of the failed step are kept: the step goes on where it stopped. */
  keepsCalls: boolean;
};

type StepEvent = Extract<JournalEvent, { nodeId: string }>;
const isStepEvent = (event: JournalEvent): event is StepEvent => "nodeId" in event;
/** What ends a step; the rest of its events only lead there. */
const SETTLING: ReadonlySet<JournalEvent["kind"]> = new Set(["step-succeeded", "step-failed", "map-opened"]);
const NO_END: ReadonlySet<JournalEvent["kind"]> = new Set([
  "step-succeeded",
  "step-failed",
  "call-finished",
  "map-opened",
]);

/** The steps of a run that have a result, in the order in which they got it. */
export function settledSteps(program: Program, events: readonly JournalEvent[]): SettledStep[] {
  const nodes = new Map(program.nodes.map((node) => [node.id, node]));
  const found = new Map<string, SettledStep>();
  for (const event of events) {
    if (!isStepEvent(event) || !SETTLING.has(event.kind)) continue;
    const node = nodes.get(event.nodeId);
    if (node) found.set(stepKeyOf(node.key, event.path), settledStep(node, event));
  }
  return [...found.values()];
}

const settledStep = ({ id, key, label, kind }: ProgramNode, { path, kind: event }: StepEvent): SettledStep => ({
  nodeId: id,
  path,
  key: stepKeyOf(key, path),
  label,
  kind,
  failed: event === "step-failed",
});

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
    if (!known.has(event.nodeId)) return false;
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

/** A step that had not settled begins afresh: nothing of the old run will bring what it waited for. */
function withoutLooseEnds(events: readonly JournalEvent[]): JournalEvent[] {
  return events.filter((event, position) => {
    if (!isStepEvent(event) || NO_END.has(event.kind)) return true;
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

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Program } from "@/lib/release/program";
import { decide, newRunState, replay } from "@/lib/runtime/interpreter/decide";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { pendingWork } from "@/lib/runtime/interpreter/pending-work";
import { type ProgramGraph, programGraph } from "@/lib/runtime/interpreter/program-graph";
import { isSettled, type RunState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import { testNodeId, testProgram } from "@/lib/runtime/interpreter/test-programs";

const MODES: Record<string, string | number>[] = [
  { mode: "all", late: "finish", onTimeout: "continue" },
  { mode: "any", late: "cancel", onTimeout: "error" },
  { mode: "any", late: "finish", onTimeout: "continue" },
  { mode: "n", n: 2, late: "cancel", onTimeout: "continue" },
];

type Spec = { froms: number[]; shape: number; join: number; onError: "fail" | "port" | "value" };
type TestNode = Parameters<typeof testProgram>[0][number];

function configOf(kind: string, join: number): TestNode["config"] {
  if (kind === "join") return { ...MODES[join], timeoutMs: 1_000, merge: "object" };
  if (kind === "branch") return { cases: [{ key: "yes", label: "", when: "true" }] };
  return kind === "map" ? { concurrency: 2, maxItems: 10, errorMode: "collect" } : {};
}
const kindOf = (sources: string[], shape: number) =>
  sources.length > 1 ? "join" : ((["branch", "map"] as const)[shape] ?? "transform");
const portsOf = (kind: string, onError: string) =>
  kind === "branch" ? ["yes", "else"] : kind === "transform" && onError === "port" ? ["out", "error"] : ["out"];

function programOf(specs: Spec[]): Program {
  const nodes: TestNode[] = [{ key: "start", kind: "trigger.api" }];
  const edges: string[] = [];
  const top = [{ key: "start", ports: ["out"] }];
  for (const [index, spec] of specs.entries()) {
    const key = `k${index}`;
    const sources = [...new Set(spec.froms.map((from) => from % top.length))].flatMap((at) => top[at] ?? []);
    const kind = kindOf(
      sources.map((source) => source.key),
      spec.shape,
    );
    nodes.push({
      key,
      kind,
      config: configOf(kind, spec.join),
      policy: { onError: kind === "transform" ? spec.onError : "fail" },
    });
    for (const [nth, source] of sources.entries())
      edges.push(`${source.key}.${source.ports[(index + nth) % source.ports.length]} > ${key}`);
    top.push({ key, ports: portsOf(kind, spec.onError) });
    if (kind !== "map") continue;
    nodes.push({ key: `${key}in`, kind: "transform", parent: key });
    edges.push(`${key}.body > ${key}in`, `${key}in > ${key}.collect`);
  }
  return testProgram(nodes, edges);
}

/** Random acyclic programs: several edges into a node make it a join; some nodes are branches, some are maps with a body. */
const programs = fc
  .array(
    fc.record({
      froms: fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 3 }),
      shape: fc.nat({ max: 5 }),
      join: fc.nat({ max: 3 }),
      onError: fc.constantFrom("fail" as const, "port" as const, "value" as const),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map(programOf);

type Choice = { pick: number; outcome: number };
const MAX_EVENTS = 600;
const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });

/** Numbers from a seed (a linear congruential generator), so that a failing case stays small. */
function choicesOf(seed: number): () => Choice {
  let value = seed;
  const next = () => {
    value = (value * 48_271) % 2_147_483_647;
    return value;
  };
  return () => ({ pick: next(), outcome: next() % 12 });
}

/** The next event of a run under arbitrary outcomes and order: success at any port, failure, a retry, a map's items, a timer. */
function nextEvent(graph: ProgramGraph, state: RunState, { pick, outcome }: Choice, at: number): JournalEvent | null {
  const { steps, timers } = pendingWork(graph, state);
  const timer = timers[pick % Math.max(1, timers.length)];
  if (timer && (outcome === 11 || steps.length === 0))
    return { kind: "timer-fired", at, nodeId: timer.node.id, path: timer.path };
  const step = steps[pick % Math.max(1, steps.length)];
  if (!step) return null;
  const place = { at, nodeId: step.node.id, path: step.path };
  const failure = { class: "tool_error" as const, message: "x", fingerprint: "x" };
  if (step.node.kind === "map")
    return { kind: "map-opened", ...place, items: Array.from({ length: outcome % 4 }, (_, index) => index) };
  if (outcome === 0) return { kind: "step-failed", ...place, failure };
  if (outcome === 1 && step.attempt < 3)
    return { kind: "attempt-failed", ...place, attempt: step.attempt, failure, retryAt: at };
  const port = step.node.kind === "branch" ? (outcome % 2 ? "yes" : "else") : "out";
  return { kind: "step-succeeded", ...place, output: outcome, port };
}

function execute(program: Program, seed: number) {
  const choose = choicesOf(seed);
  const graph = programGraph(program);
  const state = newRunState(graph);
  const events: JournalEvent[] = [{ kind: "run-started", at: 0, input: {}, triggerId: testNodeId("start") }];
  for (const event of events) decide(graph, state, event);
  for (let at = 1; at < MAX_EVENTS; at++) {
    const event = nextEvent(graph, state, choose(), at);
    if (!event) break;
    events.push(event);
    decide(graph, state, event);
  }
  return { graph, state, events };
}

test("every run settles: nothing waits for ever, and every node is settled", () => {
  fc.assert(
    fc.property(programs, seeds, (program, seed) => {
      const { graph, state } = execute(program, seed);
      expect(state.status).not.toBe("running");
      expect(pendingWork(graph, state)).toEqual({ steps: [], timers: [] });
      for (const node of program.nodes.filter((one) => one.parent === null))
        expect(isSettled(state.steps.get(stepKeyOf(node.key, "")))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("replay of every prefix of the journal equals the live state", () => {
  fc.assert(
    fc.property(programs, seeds, (program, seed) => {
      const { graph, events } = execute(program, seed);
      const live = newRunState(graph);
      for (const [index, event] of events.entries()) {
        decide(graph, live, event);
        if (index % 5 === 0 || index === events.length - 1)
          expect(replay(graph, events.slice(0, index + 1))).toEqual(live);
      }
    }),
    { numRuns: 100 },
  );
});

test("no step settles twice: an event for a settled step changes nothing", () => {
  fc.assert(
    fc.property(programs, seeds, (program, seed) => {
      const { graph, state, events } = execute(program, seed);
      const before = structuredClone(state);
      for (const event of events) decide(graph, state, event);
      expect(state).toEqual(before);
    }),
    { numRuns: 100 },
  );
});

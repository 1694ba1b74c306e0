import fc from "fast-check";
import type { Json } from "@/lib/release/json-schema";
import type { Program } from "@/lib/release/program";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";

const JOINS: Record<string, Json>[] = [
  { mode: "all", late: "finish", onTimeout: "continue" },
  { mode: "any", late: "cancel", onTimeout: "error" },
  { mode: "any", late: "finish", onTimeout: "continue" },
  { mode: "n", n: 2, late: "cancel", onTimeout: "continue" },
];
const WAITS: Record<string, Json>[] = [
  { mode: "duration", durationMs: 1_000 },
  { mode: "signal", durationMs: 1_000, signal: "go" },
];
const SHAPES = ["branch", "map", "loop", "wait", "approval", "subflow", "transform", "transform", "transform"] as const;
type Kind = (typeof SHAPES)[number] | "join";

type Spec = {
  froms: number[];
  shape: number;
  variant: number;
  onError: "fail" | "port" | "value";
  inner: Spec[];
};
type TestNode = Parameters<typeof testProgram>[0][number];
type Source = { key: string; ports: string[] };
type Drawing = { nodes: TestNode[]; edges: string[] };

const { spec: specs } = fc.letrec<{ spec: Spec[] }>((tie) => ({
  spec: fc.array(
    fc.record({
      froms: fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 3 }),
      shape: fc.nat({ max: SHAPES.length - 1 }),
      variant: fc.nat({ max: 3 }),
      onError: fc.constantFrom("fail" as const, "port" as const, "value" as const),
      inner: fc.oneof({ maxDepth: 2, depthIdentifier: "nesting" }, fc.constant<Spec[]>([]), tie("spec")),
    }),
    { minLength: 1, maxLength: 8, depthIdentifier: "nesting" },
  ),
}));

/**
 * Random acyclic programs with nested maps and loops, branches, waits, approvals, sub-runs and, sometimes, steps that undo.
 * Several edges into a node make it a join. Some nodes lead nowhere, some ports have no edge.
 */
export const randomPrograms: fc.Arbitrary<Program> = fc.tuple(specs, fc.boolean()).map(([top, undoes]) => {
  const drawing: Drawing = { nodes: [{ key: "start", kind: "trigger.api" }], edges: [] };
  draw(drawing, top, { key: "start", ports: ["out"] }, undefined);
  if (undoes) {
    drawing.nodes.push(
      { key: "undo", kind: "transform", policy: { onFailure: true } },
      { key: "tell", kind: "transform" },
    );
    drawing.edges.push("undo > tell");
  }
  return testProgram(drawing.nodes, drawing.edges);
});

/** Draws the nodes of one scope; the first source is the trigger, or the body port of the container. Returns the last key. */
function draw(drawing: Drawing, scope: Spec[], entry: Source, parent: string | undefined): string {
  const sources: Source[] = [entry];
  for (const [index, spec] of scope.entries()) {
    const key = parent === undefined ? `k${index}` : `${parent}_${index}`;
    sources.push(drawNode(drawing, spec, { key, index, sources, ...(parent === undefined ? {} : { parent }) }));
  }
  return sources.at(-1)?.key ?? entry.key;
}

type At = { key: string; index: number; sources: Source[]; parent?: string };

function drawNode(drawing: Drawing, spec: Spec, { key, index, sources, parent }: At): Source {
  const from = [...new Set(spec.froms.map((one) => one % sources.length))].flatMap((at) => sources[at] ?? []);
  const kind: Kind = from.length > 1 ? "join" : (SHAPES[spec.shape] ?? "transform");
  const inside = parent === undefined ? {} : { parent };
  drawing.nodes.push({ key, kind, ...inside, config: configOf(kind, spec.variant), policy: { onError: spec.onError } });
  for (const [nth, { key: source, ports }] of from.entries())
    drawing.edges.push(`${source}.${ports[(index + nth) % ports.length]} > ${key}`);
  if (kind === "map" || kind === "loop") drawBody(drawing, key, kind, spec.inner);
  return { key, ports: [...portsOf(kind), ...(spec.onError === "port" ? ["error"] : [])] };
}

function drawBody(drawing: Drawing, key: string, kind: "map" | "loop", inner: Spec[]): void {
  const body: Spec[] =
    inner.length > 0
      ? inner.slice(0, 4)
      : [{ froms: [0], shape: SHAPES.length - 1, variant: 0, onError: "fail", inner: [] }];
  const last = draw(drawing, body, { key, ports: ["body"] }, key);
  drawing.edges.push(`${last} > ${key}.${kind === "map" ? "collect" : "next"}`);
}

function configOf(kind: Kind, variant: number): TestNode["config"] {
  switch (kind) {
    case "join":
      return { ...JOINS[variant], timeoutMs: 1_000, merge: "object" };
    case "branch":
      return { cases: [{ key: "yes", label: "", when: "true" }] };
    case "map":
      return { concurrency: 2, maxItems: 10, errorMode: ["collect", "fail", "skip"][variant % 3] ?? "skip" };
    case "loop":
      return { until: "false", max: 3, onMax: variant % 2 ? "error" : "continue" };
    case "wait":
      return WAITS[variant % 2];
    default:
      return {};
  }
}

function portsOf(kind: Kind): string[] {
  if (kind === "branch") return ["yes", "else"];
  if (kind === "loop") return ["out", "limit"];
  return kind === "approval" ? ["approved", "rejected", "timeout"] : ["out"];
}

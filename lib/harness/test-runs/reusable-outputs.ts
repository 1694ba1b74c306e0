import { canonicalJson } from "@/lib/release/canonical-json";
import type { NodeOutput, Program, ProgramNode } from "@/lib/release/program";

/**
 * Outputs of an earlier run that a new one may use instead of running the step again: those of steps that are the same
 * (kind, configuration with its pinned prompt, bindings, policy, tools, models, an output that is given to it) and whose
 * upstream is the same too.
 */
export function reusableOutputs(
  now: Program,
  before: Program,
  outputs: ReadonlyMap<string, NodeOutput>,
): Map<string, NodeOutput> {
  const isSame = sameness(now, before);
  return new Map([...outputs].filter(([id]) => isSame(id)));
}

function sameness(now: Program, before: Program): (id: string) => boolean {
  const known = new Map<string, boolean>();
  const shape = (program: Program) => canonicalJson([program.models, program.tools, program.context, program.state]);
  const isSameGround = shape(now) === shape(before);
  const find = (program: Program, id: string) => program.nodes.find((node) => node.id === id);
  const check = (id: string): boolean => {
    const seen = known.get(id);
    if (seen !== undefined) return seen;
    known.set(id, true);
    const [one, other] = [find(now, id), find(before, id)];
    const isSame =
      one !== undefined &&
      other !== undefined &&
      canonicalJson(one) === canonicalJson(other) &&
      canonicalJson(now.givenOutputs?.[id]) === canonicalJson(before.givenOutputs?.[id]) &&
      now.onlyItems?.[id] === before.onlyItems?.[id] &&
      linesInto(now, one) === linesInto(before, other) &&
      now.nodes.filter((node) => node.parent === id).every((node) => check(node.id)) &&
      now.edges.filter((edge) => edge.to.node === id).every((edge) => check(edge.from.node));
    known.set(id, isSame);
    return isSame;
  };
  return (id) => isSameGround && check(id);
}

const linesInto = (program: Program, node: ProgramNode): string =>
  canonicalJson(
    program.edges
      .filter((edge) => edge.to.node === node.id)
      .map(({ from, to }) => `${from.node}.${from.port}>${to.port}`)
      .sort(),
  );

/** The program with outputs given instead of made: such a step computes nothing, calls nothing, and has nothing inside. */
export function withOutputs(program: Program, outputs: ReadonlyMap<string, NodeOutput>): Program {
  const given = new Map([...outputs].filter(([id]) => isReplaceable(program, id)));
  if (given.size === 0) return program;
  const gone = new Set<string>();
  for (let size = -1; size !== gone.size; ) {
    size = gone.size;
    for (const node of program.nodes)
      if (node.parent && (given.has(node.parent) || gone.has(node.parent))) gone.add(node.id);
  }
  return {
    ...program,
    nodes: program.nodes
      .filter((node) => !gone.has(node.id))
      .map((node) => (given.has(node.id) ? asGiven(node) : node)),
    edges: program.edges.filter((edge) => !gone.has(edge.from.node) && !gone.has(edge.to.node)),
    givenOutputs: {
      ...program.givenOutputs,
      ...Object.fromEntries([...given].filter(([id]) => !gone.has(id))),
    },
  };
}

const isReplaceable = (program: Program, id: string): boolean => {
  const node = program.nodes.find((one) => one.id === id);
  return node !== undefined && !node.kind.startsWith("trigger.") && node.kind !== "end";
};

const asGiven = (node: ProgramNode): ProgramNode => ({
  ...node,
  kind: "transform",
  config: { fields: {}, set: {} },
  in: {},
  sideEffect: "none",
});

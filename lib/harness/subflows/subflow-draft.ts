import { type Draft, type DraftEdge, type DraftNode, emptyDraft, type Place } from "@/lib/harness/graph/draft";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import type { OuterReads } from "@/lib/harness/subflows/outer-reads";
import type { PassedValue } from "@/lib/harness/subflows/passed-values";
import type { SelectionShape } from "@/lib/harness/subflows/selection-shape";
import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { slotsOf } from "@/lib/release/slots-of";

const STEP_PX = 120;
type Content = {
  name: string;
  moved: readonly DraftNode[];
  inputs: readonly PassedValue[];
  outputs: readonly string[];
  shape: SelectionShape;
};

/** Moved steps between a start that takes the inputs and an end that gives the outputs. */
export function subflowDraft(
  { draft, types }: OuterReads,
  { name, moved, inputs, outputs, shape }: Content,
): { draft: Draft; endId: string } {
  const steps = moved.map((node) => (shape.top.some((one) => one.id === node.id) ? { ...node, parent: null } : node));
  const start = newNode({ nodes: steps }, "trigger.api");
  const end = {
    ...newNode({ nodes: [...steps, start] }, "end"),
    in: Object.fromEntries(outputs.map((key) => [key, { cel: `steps.${key}.output` }])),
  };
  const slots = new Set(steps.flatMap(slotsOf));
  const used = Object.entries(draft.models).filter(([slot]) => slots.has(slot));
  const given = draft.nodes.filter((node) => outputs.includes(node.key));
  return {
    endId: end.id,
    draft: {
      ...emptyDraft(name),
      inputs: closed(Object.fromEntries(inputs.map((input) => [input.name, input.schema]))),
      outputs: closed(Object.fromEntries(given.map((node) => [node.key, types.outputOf(node)]))),
      context: draft.context,
      models: used.length > 0 ? Object.fromEntries(used) : draft.models,
      limits: draft.limits,
      nodes: [start, ...steps, end],
      edges: [
        ...shape.entries.map((entry) => edge({ node: start.id, port: "out" }, entry)),
        ...draft.edges.filter((one) => shape.inside.has(one.from.node) && shape.inside.has(one.to.node)),
        ...shape.exits.map((exit) => edge(exit, end.id)),
      ],
      at: places(draft, shape, { startId: start.id, endId: end.id }),
    },
  };
}

const closed = (properties: Record<string, Json>): JsonSchema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const edge = (from: DraftEdge["from"], to: string): DraftEdge => ({
  id: newGraphId("e"),
  from,
  to: { node: to, port: "in" },
});

/** The steps stand to each other as they did, with the start above and the end below. */
function places(
  { at }: Draft,
  { inside, top }: SelectionShape,
  { startId, endId }: { startId: string; endId: string },
): Record<string, Place> {
  const placed = top.flatMap(({ id }) => at[id] ?? []);
  const left = Math.min(...placed.map(({ x }) => x), Number.POSITIVE_INFINITY);
  const [above, below] = [Math.min(...placed.map(({ y }) => y)), Math.max(...placed.map(({ y }) => y))];
  const shift = { x: Number.isFinite(left) ? -left : 0, y: Number.isFinite(above) ? STEP_PX - above : 0 };
  const isTop = new Set(top.map(({ id }) => id));
  const steps = Object.entries(at).flatMap(([id, place]) => {
    if (!inside.has(id)) return [];
    return [[id, isTop.has(id) ? { ...place, x: place.x + shift.x, y: place.y + shift.y } : place] as const];
  });
  const bottom = Number.isFinite(below) ? below + shift.y + STEP_PX : STEP_PX * 2;
  return { ...Object.fromEntries(steps), [startId]: { x: 0, y: 0 }, [endId]: { x: 0, y: bottom } };
}

import { sizeOf } from "@/lib/harness/canvas/card-size";
import type { PinnedRelease } from "@/lib/harness/compile/library";
import type { Command } from "@/lib/harness/graph/command";
import type { Draft, DraftNode, Place } from "@/lib/harness/graph/draft";
import { newGraphId } from "@/lib/harness/nodes/new-node";
import type { PassedValue } from "@/lib/harness/subflows/passed-values";
import type { SelectionShape } from "@/lib/harness/subflows/selection-shape";

/** The longest that a step may wait, for parts in which people or the clock are waited for. */
const DAY_MS = 86_400_000;
const WAITING: ReadonlySet<DraftNode["kind"]> = new Set(["wait", "approval", "subflow"]);
type Change = {
  step: DraftNode;
  release: Pick<PinnedRelease, "harness" | "release">;
  inputs: readonly PassedValue[];
  shape: SelectionShape;
  /** Steps outside that read the subflow from now on. */
  changed: readonly DraftNode[];
};

/** The edit that puts one subflow step in place of the part, with the lines of the part. */
export function replaceByStep(draft: Draft, { step, release, inputs, shape, changed }: Change): Command {
  const isWaiting = draft.nodes.some((node) => shape.inside.has(node.id) && WAITING.has(node.kind));
  const node: DraftNode = {
    ...step,
    config: { harness: release.harness, release: release.release },
    in: Object.fromEntries(inputs.map((input) => [input.name, { cel: input.cel }])),
    policy: isWaiting ? { ...step.policy, timeoutMs: DAY_MS } : step.policy,
  };
  const [entry, exit] = [
    { node: node.id, port: "in" },
    { node: node.id, port: "out" },
  ];
  return {
    kind: "batch",
    commands: [
      ...changed.map(({ id, config, in: inputsOf }) => ({
        kind: "set-node" as const,
        id,
        change: { config, in: inputsOf },
      })),
      { kind: "remove", nodes: shape.top.map(({ id }) => id), edges: [] },
      {
        kind: "add-nodes",
        nodes: [node],
        edges: [
          ...shape.sources.map((from) => ({ id: newGraphId("e"), from, to: entry })),
          ...shape.targets.map((to) => ({ id: newGraphId("e"), from: exit, to })),
        ],
        at: { [node.id]: middleOf(draft, shape) },
      },
    ],
  };
}

/** The middle of the part, for a card. */
function middleOf(draft: Draft, { top }: SelectionShape): Place {
  const rects = top.map((node) => ({ ...(draft.at[node.id] ?? { x: 0, y: 0 }), ...sizeOf(draft, node) }));
  const left = Math.min(...rects.map((rect) => rect.x));
  const right = Math.max(...rects.map((rect) => rect.x + rect.w));
  const above = Math.min(...rects.map((rect) => rect.y));
  return { x: Math.round((left + right - (rects[0]?.w ?? 0)) / 2), y: above };
}

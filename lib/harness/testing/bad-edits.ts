import type { Command } from "@/lib/harness/graph/command";
import { isContainer } from "@/lib/harness/graph/containers";
import type { DraftEdge, NodeGroup } from "@/lib/harness/graph/draft";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import type { Subject } from "@/lib/harness/testing/random-edits";

const GONE = "n_gone000000";
type Bad = Record<string, Command>;

/** Commands that no draft may take, by what is wrong with them. */
export const badEdits = (subject: Subject): Bad => ({
  ...badNodes(subject),
  ...badLines(subject),
  ...badGroups(subject),
  ...badFields(subject),
  ...badPatches(subject),
});

function badNodes({ draft, node, target }: Subject): Bad {
  const made = newNode(draft, "transform");
  const add = (change: Partial<typeof made>): Command => ({
    ...{ kind: "add-nodes", edges: [], at: {} },
    nodes: [{ ...made, ...change }],
  });
  const inside = (ids: string[], parent: string): Command => ({ kind: "set-parent", ids, parent, at: {} });
  return {
    "an id that is taken": add({ id: node.id }),
    "a key that is taken": add({ key: node.key }),
    "a key that means something else": add({ key: "true" }),
    "a container that is not there": add({ parent: GONE }),
    "a change of a node that is not there": { kind: "set-node", id: GONE, change: { label: "x" } },
    "a name that is too long": { kind: "set-node", id: node.id, change: { label: "x".repeat(81) } },
    "a text that cannot be stored": { kind: "set-node", id: node.id, change: { config: { text: "\u0000" } } },
    "a new name of a node that is not there": { kind: "rename-key", id: GONE, key: "x" },
    "a place that is no number": { kind: "move", at: { [node.id]: { x: Number.NaN, y: 0 } } },
    "inside of itself": inside([node.id], node.id),
    "a node that is not there, inside": inside([GONE], target.id),
    ...(isContainer(target) ? {} : { "inside of what holds nothing": inside([node.id], target.id) }),
    ...(node.id === target.id ? {} : { "the key of another": { kind: "rename-key", id: node.id, key: target.key } }),
  };
}

function badLines({ draft, node, target, other }: Subject): Bad {
  const line = (change: Partial<DraftEdge>): DraftEdge => ({
    ...{ id: newGraphId("e"), from: { node: node.id, port: "out" }, to: { node: target.id, port: "in" } },
    ...change,
  });
  const connect = (change: Partial<DraftEdge>): Command => ({ kind: "connect", edge: line(change) });
  const edge = draft.edges[other % Math.max(1, draft.edges.length)];
  return {
    "a line to a node that is not there": connect({ to: { node: GONE, port: "in" } }),
    "a line out of an exit that is not there": connect({ from: { node: node.id, port: "no_such_exit" } }),
    "a line into an entry that is not there": connect({ to: { node: target.id, port: "no_such_entry" } }),
    "a line of a node to itself": connect({ to: { node: node.id, port: "in" } }),
    "another end of a line that is not there": { kind: "reconnect", edge: line({}) },
    ...(edge
      ? {
          "the same line again": { kind: "connect", edge: { ...edge, id: newGraphId("e") } },
          "a line with the id of another": connect({ id: edge.id }),
          "a node with a line with the id of another": {
            ...{ kind: "add-nodes", nodes: [newNode(draft, "transform")], at: {} },
            edges: [line({ id: edge.id })],
          },
        }
      : {}),
  };
}

function badGroups({ draft, node, pick }: Subject): Bad {
  const set = (...groups: NodeGroup[]): Command => ({ kind: "set-draft", change: { groups } });
  const group = (nodes: string[], id = "g_abcdefghij"): NodeGroup => ({
    ...{ id, nodes, label: "", colour: 0, collapsed: pick % 2 === 0 },
  });
  const elsewhere = draft.nodes.find((one) => one.parent !== node.parent);
  return {
    "a group of a node that is not there": set(group([node.id, GONE])),
    "a group that has a node twice": set(group([node.id, node.id])),
    "two groups with one node": set(group([node.id]), group([node.id], "g_bcdefghijk")),
    "two groups with one id": set(group([node.id]), group([])),
    ...(elsewhere ? { "a group across containers": set(group([node.id, elsewhere.id])) } : {}),
  };
}

function badFields({ draft }: Subject): Bad {
  const count = { schema: { type: "number" }, initial: 0, reducer: "sum" as const, maxItems: 0 };
  const { main } = draft.models;
  return {
    "a draft without a name": { kind: "set-draft", change: { name: "" } },
    "a limit out of its bounds": { kind: "set-draft", change: { limits: { ...draft.limits, maxSteps: 0 } } },
    "a state variable that holds nothing": { kind: "set-draft", change: { state: { count } } },
    ...(main
      ? { "a model slot with a bad name": { kind: "set-draft", change: { models: { "not a key": main } } } }
      : {}),
  };
}

function badPatches({ draft, node, other }: Subject): Bad {
  const path = ["nodes", node.id];
  const patch = (change: { path: string[]; from?: string; to?: string }): Command => ({
    ...{ kind: "patch", changes: [change] },
  });
  const edge = draft.edges[other % Math.max(1, draft.edges.length)];
  const line: DraftEdge | undefined = edge && { ...edge, to: { node: GONE, port: "in" } };
  return {
    "a field that is not what it was": patch({ path: [...path, "label"], from: `${node.label}?`, to: "x" }),
    "a kind that is not known": patch({ path: [...path, "kind"], from: node.kind, to: "oracle" }),
    ...(edge && line
      ? {
          "an end of a line that is gone": {
            kind: "patch",
            changes: [{ path: ["edges", edge.id], from: edge, to: line }],
          },
          "a node that leaves its lines behind": {
            kind: "patch",
            changes: [
              {
                path: ["nodes", edge.from.node],
                from: JSON.parse(JSON.stringify(draft.nodes.find(({ id }) => id === edge.from.node))),
              },
            ],
          },
        }
      : {}),
  };
}

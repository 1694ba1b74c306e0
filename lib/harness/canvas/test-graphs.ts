import { type Draft, type DraftNode, emptyDraft } from "@/lib/harness/graph/draft";
import { newNode } from "@/lib/harness/nodes/new-node";
import type { NodeKind } from "@/lib/release/node-config";

const pad = (text: string) => text.replaceAll(/[^0-9a-z]/g, "0").padEnd(10, "z");
/** The id that a node or an edge of a test graph has. */
export const nodeId = (key: string) => `n_${pad(key)}`;
export const edgeId = (from: string, to: string) => `e_${pad(`${from}0${to}`)}`;

type Spec = { kind?: NodeKind; parent?: string; at?: [number, number] } & Partial<
  Pick<DraftNode, "config" | "in" | "label">
>;

/** A draft by keys: `{ a: {}, b: { parent: "each" } }` and lines like "a > b" or "a.yes > b" or "b > each.collect". */
export function testGraph(nodes: Record<string, Spec>, lines: readonly string[] = []): Draft {
  const draft = emptyDraft("Test");
  const made = Object.entries(nodes).map(([key, { kind = "transform", parent, at: _at, ...rest }]) => ({
    ...newNode(draft, kind),
    key,
    label: key,
    ...rest,
    id: nodeId(key),
    parent: parent ? nodeId(parent) : null,
  }));
  return {
    ...draft,
    nodes: made,
    edges: lines.map((line) => {
      const [from = "", to = ""] = line.split(" > ");
      const [source = "", port = "out"] = from.split(".");
      const [target = "", entry = "in"] = to.split(".");
      return {
        id: edgeId(source, target),
        from: { node: nodeId(source), port },
        to: { node: nodeId(target), port: entry },
      };
    }),
    at: Object.fromEntries(Object.entries(nodes).map(([key, { at }], index) => [nodeId(key), placeOf(at, index)])),
  };
}

const placeOf = (at: [number, number] | undefined, index: number) =>
  at ? { x: at[0], y: at[1] } : { x: 0, y: index * 120 };

import { sizeOf } from "@/lib/harness/canvas/card-size";
import { type Draft, type DraftEdge, type DraftNode, emptyDraft, type Place } from "@/lib/harness/graph/draft";
import { newNode } from "@/lib/harness/nodes/new-node";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import type { NodeKind } from "@/lib/release/node-config";

const COLUMNS = 10;
const KINDS: readonly NodeKind[] = ["llm", "tool", "branch", "transform", "agent", "classify", "http"];

/** A draft of a size: a trigger, then rows of ten steps of every kind, each led to by the one above it. */
export function drawnDraft(size: number): Draft {
  const draft = emptyDraft(`Size ${size}`);
  const nodes: DraftNode[] = [];
  const edges: DraftEdge[] = [];
  const at: Record<string, Place> = {};
  for (let index = 0; index < size; index += 1) {
    const made = newNode({ nodes: [] }, index === 0 ? "trigger.api" : (KINDS[index % KINDS.length] ?? "transform"));
    const node = { ...made, id: `n_${String(index).padStart(14, "0")}`, key: `step_${index}`, label: `Step ${index}` };
    nodes.push(node);
    const { w } = sizeOf({ nodes, at }, node);
    at[node.id] = { x: ((index - 1) % COLUMNS) * 280 - w / 2, y: Math.ceil(index / COLUMNS) * 176 };
    const from = nodes[Math.max(0, index - COLUMNS)];
    const port = from ? portsOf(from).out[0]?.id : undefined;
    if (index > 0 && from && port)
      edges.push({
        id: `e_${String(index).padStart(14, "0")}`,
        from: { node: from.id, port },
        to: { node: node.id, port: "in" },
      });
  }
  return { ...draft, nodes, edges, at };
}

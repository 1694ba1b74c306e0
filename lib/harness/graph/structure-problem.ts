import { containersOf, isContainer, MAX_DEPTH } from "@/lib/harness/graph/containers";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { linesProblem } from "@/lib/harness/graph/edge-rules";
import { groupsProblem } from "@/lib/harness/graph/groups-problem";

/** What is wrong with a document as a graph, in a sentence: doubles, loose ends, circles, groups, nesting. Null when nothing is. */
export function structureProblem(draft: Draft): string | null {
  return doubles(draft) ?? looseEnds(draft) ?? groupsProblem(draft) ?? nestingProblem(draft);
}

/** As `structureProblem`, and every line may be drawn where it is. For documents that come from outside. */
export const graphProblem = (draft: Draft): string | null => structureProblem(draft) ?? linesProblem(draft);

function doubles({ nodes, edges }: Draft): string | null {
  const key = firstDouble(nodes.map((node) => node.key));
  if (key) return `Two nodes are called "${key}".`;
  const id = firstDouble([...nodes, ...edges].map((row) => row.id));
  return id ? `The id ${id} is there twice.` : null;
}

function firstDouble(values: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.has(value)) return value;
    seen.add(value);
  }
  return null;
}

function looseEnds({ nodes, edges, at }: Draft): string | null {
  const ids = new Set(nodes.map((node) => node.id));
  if (edges.some((edge) => !ids.has(edge.from.node) || !ids.has(edge.to.node)))
    return "One end of a connection is not there any more.";
  return Object.keys(at).every((id) => ids.has(id)) ? null : "A node that has a place is not there any more.";
}

/** Why some of the nodes cannot be inside of what they say, in a sentence, or null. */
export function nestingProblem(draft: Draft, nodes: readonly DraftNode[] = draft.nodes): string | null {
  const byId = new Map(draft.nodes.map((node) => [node.id, node]));
  for (const node of nodes) {
    const problem = node.parent === null ? null : problemInside(draft, node, byId.get(node.parent));
    if (problem) return problem;
  }
  return null;
}

function problemInside(draft: Draft, node: DraftNode, parent: DraftNode | undefined): string | null {
  if (!parent || !isContainer(parent)) return `Only a map or a loop that is there can hold "${node.label}".`;
  if (node.kind.startsWith("trigger.")) return `"${node.label}" starts runs, so it cannot be inside a map or loop.`;
  const around = containersOf(draft, node);
  if (around.at(-1)?.parent !== null || around.includes(node)) return `"${node.label}" cannot be inside of itself.`;
  return around.length > MAX_DEPTH ? `At most ${MAX_DEPTH} maps and loops can be inside of each other.` : null;
}

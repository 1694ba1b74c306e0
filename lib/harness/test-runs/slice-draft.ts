import { branchOf } from "@/lib/harness/canvas/branch-of";
import { withInside } from "@/lib/harness/canvas/inside-of";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";

/** Which part of a draft a test runs: everything that leads to a step, or a step and everything after it. */
export type Part = { mode: "to" | "from"; nodeId: string };
export type Slice =
  | { ok: true; draft: Draft /** Steps that only give their output. */; ancestors: ReadonlySet<string> }
  | { ok: false; refusal: string };

/** The part of a draft that a test runs: other steps and their lines are gone. Refuses steps inside of containers. */
export function sliceDraft(draft: Draft, { mode, nodeId }: Part): Slice {
  const node = nodeIndex(draft).get(nodeId);
  if (!node) return { ok: false, refusal: "The step is not there any more." };
  if (node.kind === "note" || node.kind === "placeholder")
    return { ok: false, refusal: `"${node.label}" is never run.` };
  if (node.parent)
    return { ok: false, refusal: `"${node.label}" runs for each item. Run to or from the container around it.` };
  const before = branchOf(draft, [nodeId], "before");
  if (!triggerAmong(draft, before)) return { ok: false, refusal: `Nothing leads to "${node.label}" from a trigger.` };
  const after = mode === "from" ? branchOf(draft, [nodeId]) : new Set<string>();
  const kept = withInside(draft, new Set([...before, ...after]));
  const ancestors = new Set([...before].filter((id) => id !== nodeId && !after.has(id)));
  const isKept = (edge: Draft["edges"][number]) =>
    kept.has(edge.from.node) &&
    kept.has(edge.to.node) &&
    !(mode === "to" && edge.from.node === nodeId && !isInner(draft, edge, nodeId));
  return {
    ok: true,
    draft: { ...draft, nodes: draft.nodes.filter((one) => kept.has(one.id)), edges: draft.edges.filter(isKept) },
    ancestors,
  };
}

const triggerAmong = (draft: Draft, ids: ReadonlySet<string>): DraftNode | undefined =>
  draft.nodes.find((node) => node.kind.startsWith("trigger.") && ids.has(node.id));

const isInner = (draft: Draft, edge: Draft["edges"][number], containerId: string) =>
  nodeIndex(draft).get(edge.to.node)?.parent === containerId;

/** Steps of the slice whose calls may change something outside, for the question before they run again. */
export function effectNodes(draft: Draft, effects: ReadonlyMap<string, string>): DraftNode[] {
  return draft.nodes.filter((node) => {
    if (node.kind === "http") return node.config.sideEffect !== "none";
    if (node.kind === "tool") return (effects.get(String(node.config.tool)) ?? "unsafe") !== "none";
    return (
      node.kind === "agent" &&
      Array.isArray(node.config.tools) &&
      node.config.tools.some((tool) => (effects.get(String(tool)) ?? "unsafe") !== "none")
    );
  });
}

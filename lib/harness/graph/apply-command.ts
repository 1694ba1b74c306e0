import { applyChanges } from "@/lib/harness/graph/apply-changes";
import type { Command, PatchCommand } from "@/lib/harness/graph/command";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import { changesBetween } from "@/lib/harness/graph/draft-change";
import { refusalOfEdge } from "@/lib/harness/graph/edge-rules";
import { groupsProblem } from "@/lib/harness/graph/groups-problem";
import { movePlaces } from "@/lib/harness/graph/move-places";
import { renameKey } from "@/lib/harness/graph/rename-key";
import { setParent } from "@/lib/harness/graph/set-parent";
import { nestingProblem } from "@/lib/harness/graph/structure-problem";
import { validityProblem } from "@/lib/harness/graph/validity-problem";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import type { RenameSteps } from "@/lib/release/expressions/rename-steps";

export type Applied = { ok: true; draft: Draft; inverse: PatchCommand } | { ok: false; refusal: string };

/**
 * Applies one edit. The draft is not changed; what has not changed is shared. The inverse is a command that brings back
 * exactly the fields that changed, and only while they are what this edit made of them: undo leaves other people's edits alone. A refusal says why in a sentence.
 * `rename` is needed to rename a key: it comes with the languages of expressions, which a browser loads late.
 */
export function applyCommand(draft: Draft, command: Command, rename?: RenameSteps): Applied {
  const next = nextDraft(draft, command, rename);
  if (typeof next === "string") return { ok: false, refusal: next };
  const problem = validityProblem(draft, next);
  return problem ? { ok: false, refusal: problem } : { ok: true, draft: next, inverse: inverseOf(draft, next) };
}

function nextDraft(draft: Draft, command: Command, rename: RenameSteps | undefined): Draft | string {
  switch (command.kind) {
    case "add-nodes":
      return addNodes(draft, command);
    case "remove":
      return remove(draft, new Set(command.nodes), new Set(command.edges));
    case "connect":
      return refusalOfEdge(draft, command.edge) ?? { ...draft, edges: [...draft.edges, command.edge] };
    case "move":
    case "layout":
      return movePlaces(draft, command.at);
    case "set-parent":
      return setParent(draft, command);
    case "reconnect":
      return reconnect(draft, command.edge);
    case "set-node":
      return setNode(draft, command.id, (node) => ({ ...node, ...command.change }));
    case "rename-key":
      return renameKey(draft, command.id, command.key, rename);
    case "set-draft":
      return setDraft(draft, command.change);
    case "patch":
      return applyChanges(draft, command.changes);
    case "batch":
      return batch(draft, command.commands, rename);
  }
}

/** The command that turns `after` into `before` again. */
export const inverseOf = (before: Draft, after: Draft): PatchCommand => ({
  kind: "patch",
  changes: changesBetween(after, before),
});

function batch(draft: Draft, commands: readonly Command[], rename: RenameSteps | undefined): Draft | string {
  let next = draft;
  for (const command of commands) {
    const done = nextDraft(next, command, rename);
    if (typeof done === "string") return done;
    next = done;
  }
  return next;
}

function addNodes(draft: Draft, { nodes, edges, at }: Extract<Command, { kind: "add-nodes" }>): Draft | string {
  const ids = new Set(draft.nodes.map((node) => node.id));
  const keys = new Set(draft.nodes.map((node) => node.key));
  for (const node of nodes) {
    if (ids.has(node.id)) return "A node with this id is there already.";
    if (keys.has(node.key)) return `A node is called "${node.key}" already.`;
    ids.add(node.id);
    keys.add(node.key);
  }
  let next: Draft = movePlaces({ ...draft, nodes: [...draft.nodes, ...nodes] }, at);
  const nesting = nestingProblem(next, nodes);
  if (nesting) return nesting;
  for (const edge of edges) {
    const refusal = refusalOfEdge(next, edge);
    if (refusal) return refusal;
    next = { ...next, edges: [...next.edges, edge] };
  }
  return next;
}

/** Removes nodes with what is inside of them and every edge that touches them. */
function remove(draft: Draft, nodeIds: Set<string>, edgeIds: Set<string>): Draft {
  const gone = new Set(nodeIds);
  for (let size = -1; size !== gone.size; ) {
    size = gone.size;
    for (const node of draft.nodes) if (node.parent && gone.has(node.parent)) gone.add(node.id);
  }
  return {
    ...draft,
    nodes: draft.nodes.filter((node) => !gone.has(node.id)),
    edges: draft.edges.filter((edge) => !edgeIds.has(edge.id) && !gone.has(edge.from.node) && !gone.has(edge.to.node)),
    at: Object.fromEntries(Object.entries(draft.at).filter(([id]) => !gone.has(id))),
    groups: groupsWithout(draft.groups, gone),
  };
}

/** The same array when no group loses anything; a group without nodes goes with the last of them. */
function groupsWithout(groups: Draft["groups"], gone: ReadonlySet<string>): Draft["groups"] {
  if (!groups.some((group) => group.nodes.some((id) => gone.has(id)))) return groups;
  return groups
    .map((group) => ({ ...group, nodes: group.nodes.filter((id) => !gone.has(id)) }))
    .filter((group) => group.nodes.length > 0);
}

function setDraft(draft: Draft, change: Extract<Command, { kind: "set-draft" }>["change"]): Draft | string {
  const next = { ...draft, ...change };
  return (change.groups ? groupsProblem(next) : null) ?? next;
}

function setNode(draft: Draft, id: string, change: (node: DraftNode) => DraftNode): Draft | string {
  const node = draft.nodes.find((one) => one.id === id);
  if (!node) return "The node is not there any more.";
  const next = change(node);
  return {
    ...draft,
    nodes: draft.nodes.map((one) => (one.id === id ? next : one)),
    edges: edgesAfter(draft.edges, node, next),
  };
}

/** Lines follow an exit that is called otherwise; those of an exit that is gone go with it. */
function edgesAfter(edges: DraftEdge[], before: DraftNode, after: DraftNode): DraftEdge[] {
  const [was, is] = [before, after].map((node) => portsOf(node).out.map((port) => port.id));
  if (!was || !is || was.join() === is.join()) return edges;
  const [gone, made] = [was.filter((port) => !is.includes(port)), is.filter((port) => !was.includes(port))];
  const renamed = was.length === is.length && gone.length === 1 && made.length === 1;
  return edges.flatMap((edge) => {
    if (edge.from.node !== before.id || !gone.includes(edge.from.port)) return [edge];
    const [port] = made;
    return renamed && port !== undefined ? [{ ...edge, from: { ...edge.from, port } }] : [];
  });
}

function reconnect(draft: Draft, edge: DraftEdge): Draft | string {
  const before = draft.edges.find((one) => one.id === edge.id);
  if (!before) return "The connection is not there any more.";
  const others = { ...draft, edges: draft.edges.filter((one) => one.id !== edge.id) };
  return (
    refusalOfEdge(others, edge) ?? { ...draft, edges: draft.edges.map((one) => (one.id === edge.id ? edge : one)) }
  );
}

import type { Command, RestoreCommand } from "@/lib/harness/graph/command";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import { refusalOfEdge } from "@/lib/harness/graph/edge-rules";
import { renameKey } from "@/lib/harness/graph/rename-key";

export type Applied = { ok: true; draft: Draft; inverse: RestoreCommand } | { ok: false; refusal: string };

/**
 * Applies one edit. The draft is not changed; what has not changed is shared. The inverse is a command that brings back
 * exactly the rows that changed, so that undo leaves other people's edits alone. A refusal says why in a sentence.
 */
export function applyCommand(draft: Draft, command: Command): Applied {
  const next = nextDraft(draft, command);
  return typeof next === "string"
    ? { ok: false, refusal: next }
    : { ok: true, draft: next, inverse: difference(next, draft) };
}

function nextDraft(draft: Draft, command: Command): Draft | string {
  switch (command.kind) {
    case "add-nodes":
      return addNodes(draft, command);
    case "remove":
      return remove(draft, new Set(command.nodes), new Set(command.edges));
    case "connect":
      return refusalOfEdge(draft, command.edge) ?? { ...draft, edges: [...draft.edges, command.edge] };
    case "move":
      return { ...draft, at: { ...draft.at, ...command.at } };
    case "set-node":
      return setNode(draft, command.id, (node) => ({ ...node, ...command.change }));
    case "rename-key":
      return renameKey(draft, command.id, command.key);
    case "set-draft":
      return { ...draft, ...command.change };
    case "restore":
      return restore(draft, command);
    case "batch":
      return batch(draft, command.commands);
  }
}

function batch(draft: Draft, commands: readonly Command[]): Draft | string {
  let next = draft;
  for (const command of commands) {
    const done = nextDraft(next, command);
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
  let next: Draft = { ...draft, nodes: [...draft.nodes, ...nodes], at: { ...draft.at, ...at } };
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

function setNode(draft: Draft, id: string, change: (node: DraftNode) => DraftNode): Draft | string {
  if (!draft.nodes.some((node) => node.id === id)) return "The node is not there any more.";
  return { ...draft, nodes: draft.nodes.map((node) => (node.id === id ? change(node) : node)) };
}

function restore(draft: Draft, command: RestoreCommand): Draft {
  const at = { ...draft.at };
  for (const [id, place] of Object.entries(command.at)) {
    if (place) at[id] = place;
    else delete at[id];
  }
  return {
    ...draft,
    ...command.fields,
    nodes: restoreRows(draft.nodes, command.putNodes, command.dropNodes),
    edges: restoreRows(draft.edges, command.putEdges, command.dropEdges),
    at,
  };
}

function restoreRows<T extends { id: string }>(rows: T[], put: T[], drop: string[]): T[] {
  const replaced = new Map(put.map((row) => [row.id, row]));
  const dropped = new Set(drop);
  const kept = rows.filter((row) => !dropped.has(row.id)).map((row) => replaced.get(row.id) ?? row);
  const known = new Set(rows.map((row) => row.id));
  return [...kept, ...put.filter((row) => !known.has(row.id))];
}

const FIELDS = ["name", "inputs", "outputs", "state", "context", "models", "limits", "groups"] as const;

/** The command that turns `from` into `to`. Rows are compared by identity: unchanged ones are shared. */
function difference(from: Draft, to: Draft): RestoreCommand {
  const [putNodes, dropNodes] = rowDifference(from.nodes, to.nodes);
  const [putEdges, dropEdges]: [DraftEdge[], string[]] = rowDifference(from.edges, to.edges);
  const places = new Set([...Object.keys(from.at), ...Object.keys(to.at)]);
  return {
    kind: "restore",
    putNodes,
    dropNodes,
    putEdges,
    dropEdges,
    at: Object.fromEntries([...places].filter((id) => from.at[id] !== to.at[id]).map((id) => [id, to.at[id] ?? null])),
    fields: Object.fromEntries(FIELDS.filter((name) => from[name] !== to[name]).map((name) => [name, to[name]])),
  };
}

function rowDifference<T extends { id: string }>(from: T[], to: T[]): [T[], string[]] {
  const before = new Map(from.map((row) => [row.id, row]));
  const after = new Set(to.map((row) => row.id));
  return [
    to.filter((row) => before.get(row.id) !== row),
    from.filter((row) => !after.has(row.id)).map((row) => row.id),
  ];
}

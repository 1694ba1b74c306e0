import fc from "fast-check";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import type { Command, SingleCommand } from "@/lib/harness/graph/command";
import { isContainer } from "@/lib/harness/graph/containers";
import { copyNodes } from "@/lib/harness/graph/copy-nodes";
import { type Draft, type DraftEdge, type DraftNode, emptyDraft, type NodeGroup } from "@/lib/harness/graph/draft";
import type { DraftChange } from "@/lib/harness/graph/draft-change";
import { pasteNodes } from "@/lib/harness/graph/paste-nodes";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { renameSteps } from "@/lib/release/expressions/rename-steps";
import { NODE_KINDS } from "@/lib/release/node-config";

export type Move = { pick: number; other: number; action: number };
/** What a move is about: two nodes that are there, and its numbers. */
export type Subject = { draft: Draft; node: DraftNode; target: DraftNode; pick: number; other: number };
type Make = (subject: Subject) => Command;

/** A command that somebody could give now, made from random numbers. */
function commandOf(draft: Draft, move: Move): Command {
  const { pick, other, action } = move;
  const subject = subjectOf(draft, move);
  const make = MOVES[action % MOVES.length];
  return subject && make ? make(subject) : adding(draft, pick, other, null);
}

/** Two nodes, different ones as soon as there are two; null while there is none. */
export function subjectOf(draft: Draft, { pick, other }: Move): Subject | null {
  const { length } = draft.nodes;
  const first = pick % Math.max(1, length);
  const node = draft.nodes[first];
  const target = draft.nodes[(first + 1 + (other % Math.max(1, length - 1))) % Math.max(1, length)];
  return node && target ? { draft, node, target, pick, other } : null;
}

function adding(draft: Draft, pick: number, other: number, parent: string | null): Command {
  const made = newNode(draft, NODE_KINDS[pick % NODE_KINDS.length] ?? "end", parent);
  return { kind: "add-nodes", nodes: [made], edges: [], at: { [made.id]: { x: pick, y: other } } };
}

const containerOf = ({ target }: Subject): string | null => (isContainer(target) ? target.id : null);
const at = (value: number, values: readonly string[], otherwise: string) =>
  values[value % Math.max(1, values.length)] ?? otherwise;

/** A line from one of the exits of the node to one of the entries of the target. */
const lineOf = ({ node, target, pick, other }: Subject): DraftEdge => {
  const exits = portsOf(node).out.map((port) => port.id);
  return {
    id: newGraphId("e"),
    from: { node: node.id, port: at(other, exits, "out") },
    to: { node: target.id, port: at(pick, portsOf(target).in, "in") },
  };
};
const connect: Make = (subject) => ({ kind: "connect", edge: lineOf(subject) });

const MOVES: readonly Make[] = [
  ({ draft, pick, other }) => adding(draft, pick, other, null),
  ({ draft, pick, other }) => adding(draft, pick, other, null),
  (subject) => adding(subject.draft, subject.pick, subject.other, containerOf(subject)),
  connect,
  connect,
  connect,
  ({ node }) => ({ kind: "remove", nodes: [node.id], edges: [] }),
  ({ draft, other }) => ({
    ...{ kind: "remove", nodes: [] },
    edges: draft.edges.filter((_, index) => index % 3 === other % 3).map((edge) => edge.id),
  }),
  ({ node, pick, other }) => ({ kind: "move", at: { [node.id]: { x: other, y: pick } } }),
  ({ draft, pick, other }) => ({
    ...{ kind: "layout" },
    at: Object.fromEntries(draft.nodes.map(({ id }, index) => [id, { x: index * pick, y: other }])),
  }),
  ({ node, other }) => ({ kind: "set-node", id: node.id, change: { label: `step ${other}` } }),
  ({ node, other }) => ({ kind: "set-node", id: node.id, change: changeOf(node, other) }),
  ({ node, other }) => ({ kind: "rename-key", id: node.id, key: `renamed_${other}` }),
  ({ draft, pick, other }) => ({ kind: "set-draft", change: fieldsOf(draft, pick, other) }),
  grouping,
  (subject) => ({
    ...{ kind: "set-parent", ids: [subject.node.id], parent: containerOf(subject) },
    at: { [subject.node.id]: { x: subject.pick, y: subject.other } },
  }),
  (subject) => {
    const edge = subject.draft.edges[subject.other % Math.max(1, subject.draft.edges.length)];
    return edge ? { kind: "reconnect", edge: { ...lineOf(subject), id: edge.id } } : connect(subject);
  },
  (subject) => {
    const { draft, node, target } = subject;
    const pasted = pasteNodes(draft, copyNodes(draft, new Set([node.id, target.id])), containerOf(subject));
    return pasted === null || typeof pasted === "string" ? connect(subject) : pasted;
  },
  (subject) => ({ kind: "patch", changes: patchOf(subject) }),
  (subject) => ({
    kind: "batch",
    commands: [commandWithin(subject), commandWithin({ ...subject, pick: subject.other })],
  }),
];

/** Edits by random numbers: which node, which other one, what is done. */
export const moves = fc.array(fc.record({ pick: fc.nat(99), other: fc.nat(99), action: fc.nat(MOVES.length - 1) }), {
  maxLength: 40,
  size: "max",
});

function commandWithin({ node, pick, other }: Subject): SingleCommand {
  return pick % 2 === 0
    ? { kind: "set-node", id: node.id, change: changeOf(node, other) }
    : { kind: "move", at: { [node.id]: { x: pick, y: other } } };
}

/** Two groups, of what is beside the node and of the target, or the second one alone. */
function grouping({ draft, node, target, pick, other }: Subject): Command {
  const group = (id: string, nodes: string[]): NodeGroup => ({
    ...{ id, nodes, label: "Group", colour: pick % 8, collapsed: other % 2 === 0 },
  });
  const beside = draft.nodes.filter((one) => one.parent === node.parent && one !== target).map(({ id }) => id);
  const groups = [group("g_abcdefghij", beside), group("g_bcdefghijk", [target.id])];
  return { kind: "set-draft", change: { groups: groups.slice(pick % 2) } };
}

/** Another configuration or failure setting: exits come and go with them. */
function changeOf(node: DraftNode, pick: number): Pick<Partial<DraftNode>, "config" | "policy"> {
  if (node.kind !== "branch") return { policy: { onError: pick % 2 === 0 ? "port" : "fail" } };
  const cases = Array.from({ length: 1 + (pick % 3) }, (_, index) => ({
    key: `case_${index + (pick % 2)}`,
    label: "",
    when: "true",
  }));
  return { config: { cases } };
}

/** Another value of one of the fields of the whole draft. */
function fieldsOf(draft: Draft, pick: number, other: number): Extract<Command, { kind: "set-draft" }>["change"] {
  const name = `v_${other}`;
  const { main } = draft.models;
  const count = { schema: { type: "number" }, initial: pick, reducer: "sum" as const, maxItems: 100 };
  const all = [
    { name: `Draft ${other}` },
    { state: pick % 2 === 0 ? { ...draft.state, [name]: count } : {} },
    main ? { models: { main, [name]: { ...main, temperature: (pick % 20) / 10 } } } : {},
    { limits: { ...draft.limits, maxSteps: 1 + pick } },
    { inputs: { type: "object", description: name } },
  ];
  return all[pick % all.length] ?? {};
}

/** What undo and merging make of a draft, whether lines at the node fit it then or not. */
function patchOf({ draft, node, target, pick, other }: Subject): DraftChange[] {
  const path = ["nodes", node.id];
  const edge = draft.edges[other % Math.max(1, draft.edges.length)];
  const all: DraftChange[][] = [
    [{ path: [...path, "parent"], from: node.parent, to: isContainer(target) ? target.id : null }],
    [{ path: [...path, "kind"], from: node.kind, to: target.kind }],
    [{ path: [...path, "label"], from: node.label, to: `patched ${other}` }],
    [
      { path, from: node },
      { path: ["at", node.id], from: draft.at[node.id] },
    ],
    edge ? [{ path: ["edges", edge.id], from: edge }] : [],
  ];
  return JSON.parse(JSON.stringify(all[pick % all.length]));
}

/** The drafts that the edits lead to, from an empty one, and what takes each edit back. Edits that do not fit are left out. */
export function play(steps: Move[]): { drafts: Draft[]; inverses: Command[] } {
  const drafts = [emptyDraft("Test")];
  const inverses: Command[] = [];
  for (const step of steps) {
    const draft = drafts.at(-1) ?? emptyDraft("Test");
    const applied = applyCommand(draft, commandOf(draft, step), renameSteps);
    if (!applied.ok) continue;
    drafts.push(applied.draft);
    inverses.push(applied.inverse);
  }
  return { drafts, inverses };
}

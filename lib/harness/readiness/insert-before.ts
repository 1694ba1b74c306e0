import { haveSameForms } from "@/lib/harness/canvas/card-form";
import { sizeOf } from "@/lib/harness/canvas/card-size";
import { cardsIn, freePlace } from "@/lib/harness/canvas/free-place";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { textFingerprint } from "@/lib/harness/experiments/program-fingerprint";
import type { Command } from "@/lib/harness/graph/command";
import type { Draft, DraftNode, Place } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { newNode } from "@/lib/harness/nodes/new-node";
import { linesInto } from "@/lib/harness/readiness/lines";
import type { NodeKind } from "@/lib/release/node-config";

type Inserted = { kind: NodeKind; change: Partial<Pick<DraftNode, "label" | "config" | "in">>; goesOn: string };

/** Commands that put a new step on every line into a node; its exit `goesOn` leads to the node. */
export function insertBefore(draft: Draft, node: DraftNode, { kind, change, goesOn }: Inserted): Command[] {
  const made = { ...newNode(draft, kind, node.parent), ...change, id: idFor(draft, "n", `${node.id} ${kind}`) };
  const lines = linesInto(draft, node.id);
  const { x = 0, y = 0 } = draft.at[node.id] ?? {};
  const at = { [made.id]: freeFor(draft, made, { x, y: y - ABOVE_PX }) };
  const edges = [
    ...lines.map((line) => ({
      id: idFor(draft, "e", `${line.id} ${kind}`),
      from: line.from,
      to: { node: made.id, port: "in" },
    })),
    {
      id: idFor(draft, "e", `${made.id} on`),
      from: { node: made.id, port: goesOn },
      to: { node: node.id, port: "in" },
    },
  ];
  return [
    { kind: "remove", nodes: [], edges: lines.map((line) => line.id) },
    { kind: "add-nodes", nodes: [made], edges, at },
  ];
}

type Ends = WeakMap<DraftNode, Map<string, Command[]>>;
type Stage = { draft: Draft; ends: Ends };
const stages = new WeakMap<Draft["at"], Stage>();

/** The ends that were made for exits, while every card is where it was, with its form and its key. */
function endsOn(draft: Draft): Ends {
  const before = stages.get(draft.at);
  if (before?.draft === draft) return before.ends;
  const isSame =
    before?.draft.edges === draft.edges &&
    haveSameForms(before.draft.nodes, draft.nodes) &&
    before.draft.nodes.every(({ key }, at) => key === draft.nodes[at]?.key);
  const ends: Ends = isSame ? before.ends : new WeakMap();
  stages.set(draft.at, { draft, ends });
  return ends;
}

/** Commands that lead an exit of a node to a new end of the outcome failure. */
export function endAt(draft: Draft, node: DraftNode, port: string, reason: string): Command[] {
  const ends = endsOn(draft);
  const ofNode = ends.get(node) ?? new Map<string, Command[]>();
  const commands = ofNode.get(port) ?? makeEnd(draft, node, port, reason);
  ends.set(node, ofNode.set(port, commands));
  return commands;
}

function makeEnd(draft: Draft, node: DraftNode, port: string, reason: string): Command[] {
  const made = newNode(draft, "end", null);
  const end = {
    ...made,
    id: idFor(draft, "n", `${node.id} ${port}`),
    label: reason.slice(0, 80),
    config: { outcome: "failure" },
    in: { reason: { lit: reason } },
  };
  const { x = 0, y = 0 } = draft.at[node.id] ?? {};
  const edge = {
    id: idFor(draft, "e", `${node.id} ${port}`),
    from: { node: node.id, port },
    to: { node: end.id, port: "in" },
  };
  const at = { [end.id]: freeFor(draft, end, { x: x + ASIDE_PX, y: y + ABOVE_PX }) };
  return [{ kind: "add-nodes", nodes: [end], edges: [edge], at }];
}

const ABOVE_PX = 110;
const ASIDE_PX = 260;

/** A repair moves nothing: what it adds goes to the nearest free place. */
const freeFor = (draft: Draft, node: DraftNode, wanted: Place): Place =>
  freePlace({ ...wanted, ...sizeOf(draft, node) }, cardsOnce(draft, node.parent));

const cards = new WeakMap<Draft, Map<string | null, ReturnType<typeof cardsIn>>>();

/** The cards of a draft, found once for all of its repairs. */
function cardsOnce(draft: Draft, parent: string | null): ReturnType<typeof cardsIn> {
  const byParent = cards.get(draft) ?? new Map<string | null, ReturnType<typeof cardsIn>>();
  const found = byParent.get(parent) ?? cardsIn(draft, parent);
  cards.set(draft, byParent.set(parent, found));
  return found;
}

/** The same finding gives the same ids, so that the same draft gives the same report, and with it the same release. */
function idFor(draft: Draft, prefix: "n" | "e", from: string): string {
  for (let count = 0; ; count += 1) {
    const id = `${prefix}_${textFingerprint(`${from} ${count}`)}`;
    if (!nodeIndex(draft).has(id) && !idsOf(draft.edges).has(id)) return id;
  }
}

const idsOf = onceFor((edges: Draft["edges"]): ReadonlySet<string> => new Set(edges.map((edge) => edge.id)));

import fc from "fast-check";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import type { Command } from "@/lib/harness/graph/command";
import { type Draft, type DraftNode, emptyDraft } from "@/lib/harness/graph/draft";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { renameSteps } from "@/lib/release/expressions/rename-steps";
import { NODE_KINDS } from "@/lib/release/node-config";

type Move = { pick: number; other: number; action: number };
/** Edits by random numbers: which node, which other one, what is done. */
export const moves = fc.array(fc.record({ pick: fc.nat(99), other: fc.nat(99), action: fc.nat(13) }), {
  maxLength: 25,
});

/** A command that somebody could give now, made from random numbers. */
function commandOf(draft: Draft, { pick, other, action }: Move): Command {
  const node = draft.nodes[pick % Math.max(1, draft.nodes.length)];
  const target = draft.nodes[other % Math.max(1, draft.nodes.length)];
  const kind = NODE_KINDS[pick % NODE_KINDS.length] ?? "end";
  if (!node || !target || action < 3) {
    const parent = target?.kind === "map" && action === 2 ? target.id : null;
    const made = newNode(draft, kind, parent);
    return { kind: "add-nodes", nodes: [made], edges: [], at: { [made.id]: { x: pick, y: other } } };
  }
  const byAction: Partial<Record<number, Command>> = {
    3: { kind: "remove", nodes: [node.id], edges: [] },
    4: { kind: "move", at: { [node.id]: { x: other, y: pick } } },
    5: { kind: "set-node", id: node.id, change: { label: `step ${other}` } },
    6: { kind: "rename-key", id: node.id, key: `renamed_${other}` },
    7: { kind: "set-draft", change: { name: `Draft ${other}` } },
    8: grouping(node.id, target.id, other),
    9: { kind: "set-node", id: node.id, change: changeOf(node, other) },
    10: {
      kind: "set-parent",
      ids: [node.id],
      parent: target.kind === "map" ? target.id : null,
      at: { [node.id]: { x: pick, y: other } },
    },
  };
  const simple = byAction[action];
  if (simple) return simple;
  const ports = portsOf(node).out;
  const port = ports[other % Math.max(1, ports.length)]?.id ?? "out";
  return {
    kind: "connect",
    edge: { id: newGraphId("e"), from: { node: node.id, port }, to: { node: target.id, port: "in" } },
  };
}

function grouping(inside: string, moved: string, at: number): Command {
  const group = { id: "g_abcdefghij", label: "Group", colour: 2, nodes: [inside], collapsed: at % 2 === 0 };
  return {
    kind: "batch",
    commands: [
      { kind: "set-draft", change: { groups: [group] } },
      { kind: "move", at: { [moved]: { x: at, y: at } } },
    ],
  };
}

/** Another configuration or failure setting: exits come and go with them. */
function changeOf(node: DraftNode, pick: number): Pick<Partial<DraftNode>, "config" | "policy"> {
  if (node.kind !== "branch") return { policy: { onError: pick % 2 === 0 ? "port" : "fail" } };
  const cases = Array.from({ length: 1 + (pick % 3) }, (_, at) => ({
    key: `case_${at + (pick % 2)}`,
    label: "",
    when: "true",
  }));
  return { config: { cases } };
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

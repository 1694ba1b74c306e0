import { edgeIndex } from "@/lib/harness/canvas/node-index";
import { availabilityOf } from "@/lib/harness/graph/availability";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";

/** Whether two steps can run at the same time: neither leads to the other, and no fork lets only one of them run. */
export function canRunTogether(draft: Draft, one: DraftNode, other: DraftNode): boolean {
  if (leadsTo(draft, one.id, other.id) || leadsTo(draft, other.id, one.id)) return false;
  const exits = new Map(choicesOf(draft, one));
  return choicesOf(draft, other).every(([fork, exit]) => (exits.get(fork) ?? exit) === exit);
}

/** The exit of each fork by which every way to a step leads. A guard `*` says only that a fork was reached. */
function choicesOf(draft: Draft, { id }: DraftNode): [fork: string, exit: string][] {
  return [...availabilityOf(draft, id).guards]
    .map((guard): [string, string] => [guard.slice(0, guard.indexOf(":")), guard.slice(guard.indexOf(":") + 1)])
    .filter(([, exit]) => exit !== "*");
}

function leadsTo(draft: Draft, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const edge of edgeIndex(draft).get(id) ?? []) {
      if (edge.from.node !== id || seen.has(edge.to.node)) continue;
      if (edge.to.node === to) return true;
      seen.add(edge.to.node);
      open.push(edge.to.node);
    }
  return false;
}

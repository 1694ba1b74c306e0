import type { Draft, DraftNode } from "@/lib/harness/graph/draft";

const EXCLUSIVE = new Set(["branch", "classify", "agent", "approval", "guardrail", "loop"]);

/** Whether two steps can run at the same time: neither leads to the other, and no fork lets only one of them run. */
export function canRunTogether(draft: Draft, one: DraftNode, other: DraftNode): boolean {
  if (leadsTo(draft, one.id, other.id) || leadsTo(draft, other.id, one.id)) return false;
  const [ways, others] = [guardsOf(draft, one.id), guardsOf(draft, other.id)];
  for (const [fork, port] of ways) {
    const otherPort = others.get(fork);
    if (otherPort !== undefined && otherPort !== port) return false;
  }
  return true;
}

function leadsTo(draft: Draft, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const edge of draft.edges) {
      if (edge.from.node !== id || seen.has(edge.to.node)) continue;
      if (edge.to.node === to) return true;
      seen.add(edge.to.node);
      open.push(edge.to.node);
    }
  return false;
}

/** Forks that every way to a step passes, with the one exit that leads there. */
function guardsOf(draft: Draft, id: string, below: ReadonlySet<string> = new Set()): Map<string, string> {
  const kinds = new Map(draft.nodes.map((node) => [node.id, node]));
  const ways = draft.edges
    .filter((edge) => edge.to.node === id && !below.has(edge.from.node))
    .map((edge) => {
      const guards = new Map(guardsOf(draft, edge.from.node, new Set([...below, id])));
      const source = kinds.get(edge.from.node);
      const forks = source && (EXCLUSIVE.has(source.kind) || source.policy.onError === "port");
      if (forks) guards.set(source.id, edge.from.port);
      return guards;
    });
  const [first = new Map<string, string>(), ...rest] = ways;
  return new Map([...first].filter(([fork, port]) => rest.every((way) => way.get(fork) === port)));
}

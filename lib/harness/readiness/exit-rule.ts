import { edgeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { endAt } from "@/lib/harness/readiness/insert-before";
import { canFollow } from "@/lib/harness/readiness/line-ways";
import { isWired, linesInto } from "@/lib/harness/readiness/lines";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";

/** Exits by which a run leaves when it does not go as hoped, and what an end behind them is called. */
const EXITS: Readonly<Record<string, { port: string; reason: string }>> = {
  guardrail: { port: "block", reason: "It was blocked" },
  approval: { port: "rejected", reason: "It was rejected" },
  branch: { port: "else", reason: "No case was true" },
  wait: { port: "timeout", reason: "The signal did not come" },
};

/** Such an exit with nothing behind it, when no other way of the run leads to an end: it ends as a success that gives nothing. */
export const unwiredExit: Rule = {
  name: "unwired-exit",
  check: ({ draft }) => {
    const ends = draft.nodes.flatMap(({ id, kind }) => (kind === "end" ? linesInto(draft, id) : []));
    if (ends.length === 0) return [];
    const leadsToEnd = canFollow(draft, ends);
    return draft.nodes.flatMap((node) => {
      const exit = EXITS[node.kind];
      if (!exit || !isLoose(draft, node, exit.port) || leadsToEnd({ node: node.id, port: exit.port })) return [];
      return nodeFinding(node, {
        rule: "unwired-exit",
        severity: "review",
        field: exit.port,
        explanation: `When a run leaves "${node.label}" by "${exit.port}", nothing follows: it ends as a success that gives nothing.`,
        repair: { label: "Lead it to an end", commands: endAt(draft, node, exit.port, exit.reason) },
      });
    });
  },
};

/** Inside of a container, and where something is undone, other rules hold: a round may give nothing. */
function isLoose(draft: Draft, node: DraftNode, port: string): boolean {
  if (node.parent !== null || isWired(draft, node.id, port) || !startsFromTrigger(draft).has(node.id)) return false;
  return portsOf(node).out.some(({ id }) => id === port);
}

/** Ids of the steps that a trigger leads to. */
const startsFromTrigger = onceFor((draft: Draft): ReadonlySet<string> => {
  const reached = new Set(draft.nodes.flatMap(({ id, kind }) => (kind.startsWith("trigger.") ? id : [])));
  for (const id of reached)
    for (const { from, to } of edgeIndex(draft).get(id) ?? []) if (from.node === id) reached.add(to.node);
  return reached;
});

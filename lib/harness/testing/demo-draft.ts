import type { Library } from "@/lib/harness/compile/library";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import type { Command } from "@/lib/harness/graph/command";
import { type Draft, emptyDraft } from "@/lib/harness/graph/draft";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import { BUILT_IN_TOOLS } from "@/lib/release/built-in-tools";

export const builtInLibrary: Library = {
  tools: new Map(BUILT_IN_TOOLS.map((tool) => [tool.key, tool])),
  prompts: new Map(),
  releases: new Map(),
};

export function apply(draft: Draft, command: Command): Draft {
  const applied = applyCommand(draft, command);
  if (!applied.ok) throw new Error(applied.refusal);
  return applied.draft;
}

/** Chat, an agent that looks up orders, an end: ready but for its simulated model. */
export function readyDraft(): Draft {
  let draft = emptyDraft("Support");
  for (const kind of ["trigger.chat", "agent", "end"] as const)
    draft = apply(draft, { kind: "add-nodes", nodes: [newNode(draft, kind)], edges: [], at: {} });
  const [start, agent, end] = draft.nodes;
  if (!start || !agent || !end) throw new Error("Three nodes were added.");
  for (const [from, to] of [
    [start.id, agent.id],
    [agent.id, end.id],
  ] as const)
    draft = apply(draft, {
      kind: "connect",
      edge: { id: newGraphId("e"), from: { node: from, port: "out" }, to: { node: to, port: "in" } },
    });
  draft = apply(draft, {
    kind: "set-node",
    id: agent.id,
    change: { config: { ...agent.config, tools: ["orders_get"] } },
  });
  return apply(draft, { kind: "set-node", id: end.id, change: { in: { answer: { cel: "steps.agent.output" } } } });
}

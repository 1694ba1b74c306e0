import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { ownContextOf } from "@/lib/harness/nodes/own-context";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { Finding } from "@/lib/release/readiness-report";

/** Repetition that may take more steps or tokens than a run has: such a run ends in the middle. */
export const loopCost: Rule = {
  name: "loop-cost",
  check: ({ draft }) => [
    ...draft.nodes
      .filter((node) => node.parent === null && timesOf(node) > 0)
      .flatMap((node) => ofContainer(draft, node)),
    ...draft.nodes.filter((node) => node.kind === "agent").flatMap((node) => ofAgent(draft, node)),
  ],
};

function ofContainer(draft: Draft, node: DraftNode): Finding[] {
  const { maxSteps, maxTokens } = draft.limits;
  const rounds = timesOf(node);
  const inner = sumInside(draft, node, () => 1);
  const tokens = sumInside(draft, node, (step) => agentTokens(draft, step));
  const overSteps = rounds * inner > maxSteps;
  if (!overSteps && rounds * tokens <= maxTokens) return [];
  const fits = Math.max(1, Math.floor(Math.min(maxSteps / Math.max(inner, 1), maxTokens / Math.max(tokens, 1))));
  if (fits >= rounds) return [];
  const field = node.kind === "map" ? "maxItems" : "max";
  const may = overSteps
    ? `${rounds} rounds of ${inner} steps; a run may take ${maxSteps}`
    : `${rounds} rounds in which agents may use ${tokens} tokens; a run may use ${maxTokens}`;
  return [
    nodeFinding(node, {
      rule: "loop-cost",
      severity: "review",
      field,
      explanation: `"${node.label}" may take ${may}. Such a run ends in the middle.`,
      repair: {
        label: `At most ${fits} rounds`,
        commands: [{ kind: "set-node", id: node.id, change: { config: { ...node.config, [field]: fits } } }],
      },
    }),
  ];
}

function ofAgent(draft: Draft, node: DraftNode): Finding[] {
  const { maxTokens } = draft.limits;
  const may = agentTokens(draft, node);
  if (may <= maxTokens) return [];
  return [
    nodeFinding(node, {
      rule: "loop-cost",
      severity: "review",
      field: "maxTokens",
      explanation: `"${node.label}" may use ${may} tokens in its turns; a run may use ${maxTokens}. Such a run ends in the middle instead of at the exit limit.`,
      repair: {
        label: `At most ${maxTokens} tokens`,
        commands: [{ kind: "set-node", id: node.id, change: { config: { ...node.config, maxTokens } } }],
      },
    }),
  ];
}

/** What one round of a container comes to, with the containers inside of it at their most. */
function sumInside(draft: Draft, container: DraftNode, worthOf: (node: DraftNode) => number): number {
  return draft.nodes
    .filter((node) => node.parent === container.id)
    .reduce((sum, node) => sum + worthOf(node) + timesOf(node) * sumInside(draft, node, worthOf), 0);
}

const timesOf = (node: DraftNode): number => {
  if (node.kind === "map") return NODE_CONFIG.map.safeParse(node.config).data?.maxItems ?? 0;
  return node.kind === "loop" ? (NODE_CONFIG.loop.safeParse(node.config).data?.max ?? 0) : 0;
};

const agentOf = onceFor(({ config }: DraftNode) => NODE_CONFIG.agent.safeParse(config).data);

/** Tokens that an agent may use: its own bound, or as many full calls as it has turns. */
function agentTokens(draft: Draft, node: DraftNode): number {
  const agent = node.kind === "agent" ? agentOf(node) : undefined;
  if (!agent) return 0;
  const { maxInputTokens } = { ...draft.context, ...ownContextOf(node) };
  const aCall = maxInputTokens + (draft.models[agent.slot]?.maxOutputTokens ?? 0);
  return Math.min(agent.maxTokens, agent.maxTurns * aCall);
}

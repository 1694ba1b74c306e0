import { edgeIndex, nodeIndex } from "@/lib/harness/canvas/node-index";
import { toolKeysOf } from "@/lib/harness/compile/tool-keys-of";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { insertBefore } from "@/lib/harness/readiness/insert-before";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";
import { memoryGrantsOf } from "@/lib/release/memory-grants-of";
import { memoryTools } from "@/lib/release/memory-tools";
import { isExecutable } from "@/lib/release/node-config";

/** Whether some step of a kind stands on a way to a node. */
function comesAfter(draft: Draft, node: DraftNode, kind: DraftNode["kind"]): boolean {
  const seen = new Set<string>();
  const open = [node.id];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const edge of edgeIndex(draft).get(id) ?? []) {
      if (edge.to.node !== id || seen.has(edge.from.node)) continue;
      if (nodeIndex(draft).get(edge.from.node)?.kind === kind) return true;
      seen.add(edge.from.node);
      open.push(edge.from.node);
    }
  return false;
}

export const moneyNoApproval: Rule = {
  name: "money-no-approval",
  check: ({ draft, library, verdicts }) =>
    draft.nodes.flatMap((node) => {
      const paying = toolKeysOf(node).filter(
        (key) => library.tools.get(key)?.classes.includes("money") && verdicts?.[key] !== "needs_approval",
      );
      if (paying.length === 0 || comesAfter(draft, node, "approval")) return [];
      return nodeFinding(node, {
        rule: "money-no-approval",
        severity: "review",
        field: "tools",
        explanation: `"${node.label}" moves money with "${paying[0]}", and no person is asked before. Insert an approval, or a policy that asks above an amount.`,
        ...repairWith(draft, node, "Ask a person first", {
          kind: "approval",
          goesOn: "approved",
          change: {
            label: `Approve: ${node.label}`.slice(0, 80),
            config: {
              ...{ role: "RUNTIME", title: `May "${node.label}" go on?`.slice(0, 200) },
              ...{ excludeStarter: true, expiresMs: 86_400_000 },
            },
            in: { request: { cel: "input" } },
          },
        }),
      });
    }),
};

/** Untrusted text, something worth stealing, and a way out, in one agent (Simon Willison's lethal trifecta, 2025). */
export const trifecta: Rule = {
  name: "trifecta",
  check: ({ draft, library }) =>
    draft.nodes
      .filter((node) => node.kind === "agent")
      .flatMap((node) => {
        const tools = toolKeysOf(node).flatMap((key) => library.tools.get(key) ?? []);
        const sends = tools.find((tool) => tool.classes.includes("egress"));
        if (!sends) return [];
        const own = [...tools, ...memoryTools(memoryGrantsOf(node))];
        const reads = own.find((tool) => tool.classes.includes("read") && !tool.classes.includes("egress"));
        if (!reads || comesAfter(draft, node, "guardrail")) return [];
        return nodeFinding(node, {
          rule: "trifecta",
          severity: "review",
          field: "tools",
          explanation: `"${node.label}" reads untrusted text, can read with "${reads.key}" and reach outside with "${sends.key}": a text can make it carry data away.`,
          ...repairWith(draft, node, "Check what comes in", {
            kind: "guardrail",
            goesOn: "pass",
            change: {
              label: "Check what comes in",
              config: { checks: [{ kind: "secrets" }, { kind: "length", max: 8_000 }], action: "block" },
              in: { text: { tpl: "{{ input | json }}" } },
            },
          }),
        });
      }),
};

/** A repair that inserts a step, when this version executes steps of its kind. */
const repairWith = (draft: Draft, node: DraftNode, label: string, step: Parameters<typeof insertBefore>[2]) =>
  isExecutable(step.kind) ? { repair: { label, commands: insertBefore(draft, node, step) } } : {};

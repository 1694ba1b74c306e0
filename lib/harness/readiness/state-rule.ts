import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { Finding } from "@/lib/release/readiness-report";

/** A write to a state variable that the harness does not have: a run would lose the value without a word. */
export const unknownState: Rule = {
  name: "unknown-state",
  check: ({ draft }) => draft.nodes.flatMap((node) => lostWrites(node, draft)),
};

function lostWrites(node: DraftNode, { state }: Draft): Finding[] {
  const { label, config, id } = node;
  const set = writesOf(node);
  return Object.keys(set)
    .filter((name) => !Object.hasOwn(state, name))
    .map((name) => {
      const { [name]: _lost, ...kept } = set;
      return nodeFinding(node, {
        rule: "unknown-state",
        severity: "block",
        field: `config.set.${name}`,
        explanation: `"${label}" sets state.${name}, which this harness does not have, so the value is lost. Add it to the state of a run, or remove the write.`,
        repair: {
          label: "Remove the write",
          commands: [{ kind: "set-node", id, change: { config: { ...config, set: kept } } }],
        },
      });
    });
}

const writesOf = onceFor((node: DraftNode) =>
  node.kind === "transform" ? (NODE_CONFIG.transform.shape.set.safeParse(node.config.set).data ?? {}) : {},
);

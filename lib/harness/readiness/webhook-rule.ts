import type { DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { type Ref, refsOf } from "@/lib/harness/graph/rewrite-refs";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";
import type { Finding } from "@/lib/release/readiness-report";

const PARTS = ["body", "headers", "query"];

/** A webhook with a value that no delivery has: each would be refused. What else a delivery holds is not known. */
export const badWebhook: Rule = {
  name: "bad-webhook",
  check: ({ draft }) => draft.nodes.filter((node) => node.kind === "trigger.webhook").flatMap(findingsOf),
};

const findingsOf = onceFor((node: DraftNode): Finding[] =>
  refsOf(node).flatMap(({ field, ref }) => {
    const problem = problemOf(ref);
    if (!problem) return [];
    const explanation = `"${node.label}", ${field}: ${problem} Every delivery would be refused.`;
    return [nodeFinding(node, { rule: "bad-webhook", severity: "block", field, explanation })];
  }),
);

function problemOf({ from, path: [part] }: Ref): string | null {
  if (from !== "input") return "When a delivery comes there are no steps, no state and no items yet.";
  return part === undefined || PARTS.includes(part)
    ? null
    : `A delivery has a body, headers and a query, no "${part}".`;
}

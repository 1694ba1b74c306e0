import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { checkOnce, checkReference } from "@/lib/harness/graph/check-expression";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { expressionsOf } from "@/lib/harness/graph/expressions-of";
import { refsOf } from "@/lib/harness/graph/rewrite-refs";
import type { StepSources } from "@/lib/harness/nodes/output-schema";
import type { Finding } from "@/lib/release/readiness-report";

/** Expressions that cannot be read, and those and typed references that read what is not there where they stand. They have no program. */
export function expressionFindings(draft: Draft, sources: StepSources): Finding[] {
  const types = draftTypes(draft, sources);
  const keyOf = (id: string) => nodeIndex(draft).get(id)?.key;
  return draft.nodes.flatMap((node) => {
    const namesHere = () => types.namesAt(node.id);
    const expressions = expressionsOf(node).map((expression) => ({
      field: expression.field,
      message: checkOnce(expression, draft.inputs, namesHere)?.message,
    }));
    // What starts a run reads what it is sent, of which nothing is known.
    const refs = node.kind.startsWith("trigger.") ? [] : refsOf(node);
    const references = refs.map(({ field, ref }) => ({ field, message: checkReference(ref, namesHere(), keyOf) }));
    return [...expressions, ...references].flatMap(({ field, message }) =>
      message ? [broken(node, field, message)] : [],
    );
  });
}

const broken = (node: DraftNode, field: string, message: string): Finding => ({
  ...{ rule: "broken-expression", severity: "block", nodeId: node.id, nodeKey: node.key, field },
  explanation: `"${node.label}", ${field.replace(/^config\./, "")}: ${message}`,
});

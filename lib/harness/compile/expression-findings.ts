import { checkOnce } from "@/lib/harness/graph/check-expression";
import type { Draft } from "@/lib/harness/graph/draft";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { expressionsOf } from "@/lib/harness/graph/expressions-of";
import type { StepSources } from "@/lib/harness/nodes/output-schema";
import type { Finding } from "@/lib/release/readiness-report";

/** Expressions that cannot be read, or read what is not there where they stand. They have no program. */
export function expressionFindings(draft: Draft, sources: StepSources): Finding[] {
  const types = draftTypes(draft, sources);
  const findings: Finding[] = [];
  for (const node of draft.nodes)
    for (const expression of expressionsOf(node)) {
      const problem = checkOnce(expression, draft.inputs, () => types.namesAt(node.id));
      if (!problem) continue;
      findings.push({
        ...{ rule: "broken-expression", severity: "block", nodeId: node.id, nodeKey: node.key },
        field: expression.field,
        explanation: `"${node.label}", ${expression.field.replace(/^config\./, "")}: ${problem.message}`,
      });
    }
  return findings;
}

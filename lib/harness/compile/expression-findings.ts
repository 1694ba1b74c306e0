import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { checkExpression, checkReference, readsNothingElse } from "@/lib/harness/graph/check-expression";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { type DraftTypes, draftTypes } from "@/lib/harness/graph/draft-types";
import { expressionsOf } from "@/lib/harness/graph/expressions-of";
import { refsOf } from "@/lib/harness/graph/rewrite-refs";
import type { StepSources } from "@/lib/harness/nodes/output-schema";
import type { Finding } from "@/lib/release/readiness-report";

/** Expressions that cannot be read, and those and typed references that read what is not there where they stand. They have no program. */
export function expressionFindings(draft: Draft, sources: StepSources): Finding[] {
  const types = draftTypes(draft, sources);
  return draft.nodes.flatMap((node) => {
    const before = onInputs.get(node);
    if (before?.inputs === draft.inputs) return before.findings;
    const findings = findingsAt(node, draft, types);
    if (readsInputOnly(node)) onInputs.set(node, { inputs: draft.inputs, findings });
    return findings;
  });
}

/** What was found at nodes that read nothing but the input: it holds as long as the schema of the inputs is the same. */
const onInputs = new WeakMap<DraftNode, { inputs: Draft["inputs"]; findings: readonly Finding[] }>();
const readsInputOnly = (node: DraftNode): boolean =>
  referencesOf(node).length === 0 && expressionsOf(node).every(readsNothingElse);

/** What starts a run reads what it is sent, of which nothing is known. */
const referencesOf = (node: DraftNode) => (node.kind.startsWith("trigger.") ? [] : refsOf(node));

function findingsAt(node: DraftNode, draft: Draft, types: DraftTypes): readonly Finding[] {
  const [expressions, references] = [expressionsOf(node), referencesOf(node)];
  if (expressions.length + references.length === 0) return [];
  const names = types.namesAt(node.id);
  const keyOf = (id: string) => nodeIndex(draft).get(id)?.key;
  return [
    ...expressions.map((one) => ({ field: one.field, message: checkExpression(one, names)?.message })),
    ...references.map(({ field, ref }) => ({ field, message: checkReference(ref, names, keyOf) })),
  ].flatMap(({ field, message }) => (message ? [broken(node, field, message)] : []));
}

const broken = (node: DraftNode, field: string, message: string): Finding => ({
  ...{ rule: "broken-expression", severity: "block", nodeId: node.id, nodeKey: node.key, field },
  explanation: `"${node.label}", ${field.replace(/^config\./, "")}: ${message}`,
});

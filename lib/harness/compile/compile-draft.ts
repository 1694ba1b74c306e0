import { edgeIndex } from "@/lib/harness/canvas/node-index";
import { expressionFindings } from "@/lib/harness/compile/expression-findings";
import type { Library, PinnedRelease } from "@/lib/harness/compile/library";
import { type PinnedNode, type PinnedPrompt, pinNode } from "@/lib/harness/compile/pin-node";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import { onceWith } from "@/lib/harness/graph/once-for";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import type { ReadKnowledge } from "@/lib/release/manifest";
import { Program } from "@/lib/release/program";
import { promptName } from "@/lib/release/prompt-name";
import type { Finding } from "@/lib/release/readiness-report";
import { slotsOf } from "@/lib/release/slots-of";

export type Compiled =
  | {
      ok: true;
      program: Program;
      prompts: PinnedPrompt[];
      subflows: PinnedRelease[];
      knowledge: ReadKnowledge[];
      findings: Finding[];
    }
  | { ok: false; findings: Finding[] };

/**
 * The program of a draft: prompts and tools pinned, defaults filled in, notes and layout gone, nodes and edges sorted by
 * id, so that the order of drawing changes nothing. Findings of severity `block` mean that there is no program.
 */
export function compileDraft(draft: Draft, library: Library): Compiled {
  const steps = draft.nodes.filter((node) => node.kind !== "note");
  const pinned = steps.map((node) => pinNode(node, library));
  const findings: Finding[] = expressionFindings(draft, library);
  for (const [at, node] of steps.entries()) {
    const step = pinned[at];
    if (step) findings.push(...step.findings);
    if (step?.node) findings.push(...unknownNames(node, draft.models, edgeIndex(draft).get(node.id)));
  }
  const nodes = pinned.flatMap(({ node }) => node ?? []);
  const kept = new Set(nodes.map((node) => node.id));
  const naming = pinned.filter(namesAnything);
  const vars = [...new Set(naming.flatMap(({ variables }) => variables))].sort();
  const frame = Program.safeParse({
    format: "slipway/program@1",
    name: draft.name,
    inputs: draft.inputs,
    outputs: draft.outputs,
    state: draft.state,
    context: draft.context,
    models: draft.models,
    tools: Object.fromEntries(merged(naming, ({ tools }) => tools)),
    limits: draft.limits,
    // Each node is checked when it is pinned; lines are those of the draft.
    nodes: [],
    edges: [],
    ...(vars.length > 0 && { vars }),
  });
  if (!frame.success)
    findings.push({
      rule: "invalid-draft",
      severity: "block",
      explanation: `The draft is not complete: ${frame.error.issues[0]?.path.join(".")}: ${frame.error.issues[0]?.message}`,
    });
  if (!frame.success || findings.some((finding) => finding.severity === "block")) return { ok: false, findings };
  const edges = draft.edges.filter((edge) => kept.has(edge.from.node) && kept.has(edge.to.node)).sort(byId);
  return {
    ok: true,
    program: { ...frame.data, nodes: nodes.sort(byId), edges },
    prompts: merged(naming, ({ prompts }) => prompts)
      .map(([, prompt]) => prompt)
      .sort((a, b) => (promptName(a) < promptName(b) ? -1 : 1)),
    subflows: merged(naming, ({ subflows }) => subflows).map(([, release]) => release),
    knowledge: merged(naming, ({ knowledge }) => knowledge).map(([, one]) => one),
    findings,
  };
}

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
const byFirst = (one: [string, unknown], other: [string, unknown]) => (one[0] < other[0] ? -1 : 1);

const namesAnything = ({ variables, tools, prompts, subflows, knowledge }: PinnedNode): boolean =>
  variables.length + tools.size + prompts.size + subflows.size + knowledge.size > 0;

/** What the nodes name of one sort, each once, by name. */
function merged<T>(pinned: readonly PinnedNode[], of: (one: PinnedNode) => ReadonlyMap<string, T>): [string, T][] {
  const all = new Map<string, T>();
  for (const one of pinned) for (const [name, value] of of(one)) all.set(name, value);
  return [...all].sort(byFirst);
}

const blocks = (node: DraftNode, rule: string, field: string, explanation: string): Finding => ({
  ...{ rule, severity: "block", nodeId: node.id, nodeKey: node.key, field, explanation },
});

/** Model slots that a step calls, and exits that a line leaves it by, that are not there. */
const unknownNames = onceWith(
  (node: DraftNode, models: Draft["models"], lines: readonly DraftEdge[] | undefined): readonly Finding[] => [
    ...slotsOf(node)
      .filter((slot) => !Object.hasOwn(models, slot))
      .map((slot) =>
        blocks(
          node,
          "unknown-slot",
          "slot",
          `"${node.label}" uses the model slot "${slot}", which this harness does not have.`,
        ),
      ),
    ...unknownPorts(node, lines ?? []),
  ],
);

function unknownPorts(node: DraftNode, lines: readonly DraftEdge[]): Finding[] {
  const { out } = portsOf(node);
  return lines
    .filter((line) => line.from.node === node.id && !out.some((port) => port.id === line.from.port))
    .map((line) =>
      blocks(
        node,
        "unknown-port",
        "ports",
        `A line leaves "${node.label}" at "${line.from.port}", which is not there any more. Remove the line.`,
      ),
    );
}

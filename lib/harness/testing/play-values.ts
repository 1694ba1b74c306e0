import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import type { Binding } from "@/lib/release/binding";
import { evaluateBinding } from "@/lib/release/expressions/evaluate-binding";
import { evaluateCel } from "@/lib/release/expressions/evaluate-cel";
import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import type { Json } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";

type Played = { values: Map<string, Json> /** What the end gave; null when none was reached. */; end: Json };
type Taken = { output: Json; port: string };

/**
 * Plays a flow of transforms, branches, joins, subflows and ends without containers, by dead-path elimination and in the
 * order of settling. `values`: what each step that ran gave, by key. `runSubflow` gives what a subflow gives for its input.
 */
export function playValues(draft: Draft, input: Json, runSubflow: (input: Json) => Json = () => null): Played {
  const values = new Map<string, Json>();
  const isLive = new Map<string, boolean>();
  const settled = new Set<string>();
  let end: Json = null;
  const settle = (node: DraftNode, taken: Taken | null) => {
    settled.add(node.id);
    if (taken) values.set(node.key, taken.output);
    if (taken && node.kind === "end") end = taken.output;
    for (const edge of draft.edges)
      if (edge.from.node === node.id) isLive.set(edge.id, taken !== null && edge.from.port === taken.port);
  };
  const pass = () => {
    for (const node of draft.nodes.filter((one) => !settled.has(one.id))) {
      const lines = draft.edges.filter((edge) => edge.to.node === node.id).map((edge) => isLive.get(edge.id));
      if (lines.includes(undefined)) continue;
      const starts = node.kind.startsWith("trigger.") || lines.includes(true);
      settle(node, starts ? run(draft, node, { input, values, runSubflow }) : null);
    }
  };
  for (let round = 0; round <= draft.nodes.length; round += 1) pass();
  return { values, end };
}

type World = { input: Json; values: ReadonlyMap<string, Json>; runSubflow: (input: Json) => Json };

function run(draft: Draft, node: DraftNode, { input, values, runSubflow }: World): Taken {
  const scope: ExpressionScope = {
    input,
    steps: Object.fromEntries([...values].map(([key, output]) => [key, { output }])),
    state: {},
    run: { id: "r", environment: "draft", startedAt: "2026-01-01T00:00:00Z", threadId: null, userId: null },
  };
  const keyOf = (id: string) => draft.nodes.find((one) => one.id === id)?.key;
  const evaluate = (bindings: Record<string, Binding>): Json =>
    Object.fromEntries(
      Object.entries(bindings).map(([name, binding]) => [name, evaluateBinding(binding, scope, keyOf)]),
    );
  if (node.kind === "branch") {
    const { cases } = NODE_CONFIG.branch.parse(node.config);
    return { output: input, port: cases.find((one) => evaluateCel(one.when, scope) === true)?.key ?? "else" };
  }
  if (node.kind === "subflow") return { output: runSubflow(evaluate(node.in)), port: "out" };
  if (node.kind === "transform")
    return { output: evaluate(NODE_CONFIG.transform.parse(node.config).fields), port: "out" };
  return { output: node.kind === "end" ? evaluate(node.in) : null, port: "out" };
}

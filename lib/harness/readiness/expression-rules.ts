import type { DraftNode } from "@/lib/harness/graph/draft";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";
import type { Binding } from "@/lib/release/binding";
import { checkCel } from "@/lib/release/expressions/evaluate-cel";
import { celReferences, liquidReferences } from "@/lib/release/expressions/references-of";
import { checkLiquid } from "@/lib/release/expressions/render-liquid";
import { NODE_CONFIG } from "@/lib/release/node-config";

export type Expression = { field: string; language: "cel" | "liquid"; source: string };

const ofBinding = (field: string, binding: Binding): Expression[] => {
  if ("cel" in binding) return [{ field, language: "cel", source: binding.cel }];
  return "tpl" in binding ? [{ field, language: "liquid", source: binding.tpl }] : [];
};

/** Every expression of a node, with the field that it stands in. */
function expressionsOf(node: DraftNode): Expression[] {
  const bindings = Object.entries(node.in).flatMap(([name, binding]) => ofBinding(`in.${name}`, binding));
  return [...bindings, ...ofConfig(node)];
}

function ofConfig(node: DraftNode): Expression[] {
  if (node.kind === "llm" || node.kind === "agent") {
    const prompt = NODE_CONFIG[node.kind].shape.prompt.safeParse(node.config.prompt);
    if (!prompt.success || prompt.data.ref) return [];
    return [
      { field: "prompt.system", language: "liquid", source: prompt.data.system },
      { field: "prompt.user", language: "liquid", source: prompt.data.user },
    ];
  }
  if (node.kind === "branch") {
    const branch = NODE_CONFIG.branch.safeParse(node.config);
    return (branch.data?.cases ?? []).map((one) => ({ field: `cases.${one.key}`, language: "cel", source: one.when }));
  }
  if (node.kind === "transform") {
    const transform = NODE_CONFIG.transform.safeParse(node.config);
    if (!transform.success) return [];
    return (["fields", "set"] as const).flatMap((part) =>
      Object.entries(transform.data[part]).flatMap(([name, binding]) => ofBinding(`${part}.${name}`, binding)),
    );
  }
  return [];
}

/** What is wrong with an expression, in a sentence, or null. */
export function expressionProblem({ language, source }: Expression): string | null {
  if (language === "liquid") return checkLiquid(source)?.message ?? null;
  const checked = checkCel(source);
  return checked.ok ? null : checked.error.message;
}

/** Steps that an expression names: `steps.<key>`. Empty when it cannot be read. */
function stepsNamedBy({ language, source }: Expression): string[] {
  try {
    const paths = language === "cel" ? celReferences(source) : liquidReferences(source);
    return paths.flatMap(([root, key]) => (root === "steps" && key !== undefined ? [key] : []));
  } catch {
    return [];
  }
}

export const brokenExpression: Rule = {
  name: "broken-expression",
  check: ({ draft }) => {
    const keys = new Set(draft.nodes.map((node) => node.key));
    return draft.nodes.flatMap((node) =>
      expressionsOf(node).flatMap((expression) => {
        const missing = stepsNamedBy(expression).find((key) => !keys.has(key));
        const problem = expressionProblem(expression) ?? (missing ? `There is no step "${missing}".` : null);
        if (!problem) return [];
        return [
          nodeFinding(node, {
            rule: "broken-expression",
            severity: "block",
            field: expression.field,
            explanation: `"${node.label}", ${expression.field}: ${problem}`,
          }),
        ];
      }),
    );
  },
};

import type { Binding } from "@/lib/release/binding";
import { evaluateCel } from "@/lib/release/expressions/evaluate-cel";
import { ExpressionError } from "@/lib/release/expressions/expression-error";
import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import { renderLiquid } from "@/lib/release/expressions/render-liquid";
import type { Json } from "@/lib/release/json-schema";

/** The value of a binding. `keyOf` turns a node id into its key. A reference to something that is not there is an error. */
export function evaluateBinding(
  binding: Binding,
  scope: ExpressionScope,
  keyOf: (nodeId: string) => string | undefined,
): Json {
  if ("lit" in binding) return binding.lit;
  if ("cel" in binding) return evaluateCel(binding.cel, scope);
  if ("tpl" in binding) return renderLiquid(binding.tpl, scope);
  const { from, path } = binding.ref;
  return readPath(rootOf(from, scope, keyOf), path, `${from}.${path.join(".")}`);
}

function rootOf(from: string, scope: ExpressionScope, keyOf: (nodeId: string) => string | undefined): Json | undefined {
  if (from === "input") return scope.input;
  if (from === "state") return scope.state;
  if (from === "item") return scope.item;
  if (from === "iter") return scope.iter;
  const key = keyOf(from);
  return key === undefined ? undefined : scope.steps[key]?.output;
}

function readPath(root: Json | undefined, path: string[], source: string): Json {
  let value = root;
  for (const part of path) {
    if (Array.isArray(value)) value = value[Number(part)];
    else value = typeof value === "object" && value !== null && Object.hasOwn(value, part) ? value[part] : undefined;
  }
  if (value === undefined)
    throw new ExpressionError(
      source,
      `"${source}" has no value here.`,
      null,
      "It did not run on this path, or the field is missing.",
    );
  return value;
}

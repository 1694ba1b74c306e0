import { evaluateBinding } from "@/lib/release/expressions/evaluate-binding";
import { evaluateCel } from "@/lib/release/expressions/evaluate-cel";
import { ExpressionError } from "@/lib/release/expressions/expression-error";
import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import type { Json } from "@/lib/release/json-schema";
import { NODE_CONFIG, type NodeKind } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";
import { joinOutput } from "@/lib/runtime/interpreter/join-output";
import type { ProgramGraph } from "@/lib/runtime/interpreter/program-graph";
import type { RunState } from "@/lib/runtime/interpreter/run-state";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import type { StepResult } from "@/lib/runtime/worker/node-executor";

const STRUCTURAL = [
  "trigger.api",
  "trigger.chat",
  "trigger.webhook",
  "trigger.schedule",
  "transform",
  "branch",
  "map",
  "join",
  "end",
  "note",
] as const;
type StructuralKind = (typeof STRUCTURAL)[number];
const isStructural = (kind: NodeKind): kind is StructuralKind => STRUCTURAL.some((one) => one === kind);

export type StructuralInput = {
  graph: ProgramGraph;
  state: RunState;
  node: ProgramNode;
  path: string;
  scope: ExpressionScope;
};
export type StructuralResult = StepResult | { ok: true; items: Json[] };

/** True for kinds that only route and compute: they run inside the turn, without an attempt of their own to wait for. */
export const isStructuralNode = (node: ProgramNode): boolean => isStructural(node.kind);

/** Evaluates every binding of `node.in`. */
export function inputOf(graph: ProgramGraph, node: ProgramNode, scope: ExpressionScope): Record<string, Json> {
  const keyOf = (id: string) => graph.node.get(id)?.key;
  return Object.fromEntries(
    Object.entries(node.in).map(([name, binding]) => [name, evaluateBinding(binding, scope, keyOf)]),
  );
}

/** Runs one structural step; an expression that fails is a failure of class `internal` that names the expression. */
export function structuralStep(step: StructuralInput): StructuralResult {
  try {
    return resultOf(step);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { ok: false, failure: failure("internal", error.message, step.node.key) };
  }
}

function resultOf(step: StructuralInput): StructuralResult {
  const { node, state, graph, path, scope } = step;
  const given = graph.program.givenOutputs?.[node.id];
  if (given) return { ok: true, ...given };
  if (!isStructural(node.kind)) throw new Error(`${node.kind} is not structural.`);
  switch (node.kind) {
    case "trigger.api":
    case "trigger.chat":
    case "trigger.webhook":
    case "trigger.schedule":
      return { ok: true, output: state.input, port: "out" };
    case "transform":
      return transform(step);
    case "branch":
      return { ok: true, output: state.input, port: chosenCase(node, scope) };
    case "join":
      return { ok: true, output: joinOutput(graph, state, node, path), port: "out" };
    case "end":
      return { ok: true, output: inputOf(graph, node, scope), port: "out" };
    case "map":
      return items(step);
    case "note":
      return { ok: true, output: null, port: "out" };
  }
}

function transform({ graph, node, scope }: StructuralInput): StepResult {
  const { fields, set } = NODE_CONFIG.transform.parse(node.config);
  const keyOf = (id: string) => graph.node.get(id)?.key;
  const evaluate = (bindings: typeof fields) =>
    Object.fromEntries(
      Object.entries(bindings).map(([name, binding]) => [name, evaluateBinding(binding, scope, keyOf)]),
    );
  return { ok: true, output: evaluate(fields), port: "out", writes: evaluate(set) };
}

/** The first case whose condition is true, or `else`. */
function chosenCase(node: ProgramNode, scope: ExpressionScope): string {
  const { cases } = NODE_CONFIG.branch.parse(node.config);
  return cases.find((one) => evaluateCel(one.when, scope) === true)?.key ?? "else";
}

function items({ graph, node, scope }: StructuralInput): StructuralResult {
  const { maxItems } = NODE_CONFIG.map.parse(node.config);
  const value = inputOf(graph, node, scope).items;
  if (!Array.isArray(value))
    return {
      ok: false,
      failure: failure("internal", "The items of this map are not a list. Bind `items` to a list.", node.key),
    };
  if (value.length > maxItems)
    return {
      ok: false,
      failure: failure("internal", `This map got ${value.length} items, more than its limit of ${maxItems}.`, node.key),
    };
  return { ok: true, items: value };
}

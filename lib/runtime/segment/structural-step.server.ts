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
import { stateFull } from "@/lib/runtime/interpreter/succeed-step";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import { waitOf } from "@/lib/runtime/segment/wait-of.server";
import type { StepResult } from "@/lib/runtime/worker/node-executor";

const STRUCTURAL = [
  "trigger.api",
  "trigger.chat",
  "trigger.webhook",
  "trigger.schedule",
  "transform",
  "branch",
  "map",
  "loop",
  "wait",
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
  nowMs: number;
};
export type StructuralResult = StepResult | { ok: true; items: Json[] } | { ok: true; carry: Record<string, Json> };

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
  return orFailure(step.node, () => resultOf(step));
}

/** Whether a loop is done, asked in the scope of the round that ended. */
export function loopIsDone(node: ProgramNode, scope: ExpressionScope): { ok: true; done: boolean } | StepFailed {
  const { until } = NODE_CONFIG.loop.parse(node.config);
  return orFailure(node, () => ({ ok: true, done: evaluateCel(until, scope) === true }));
}

type StepFailed = Extract<StepResult, { ok: false }>;

function orFailure<T>(node: ProgramNode, compute: () => T): T | StepFailed {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { ok: false, failure: failure("internal", error.message, node.key) };
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
    case "loop":
      return { ok: true, carry: inputOf(graph, node, scope) };
    case "wait":
      return waitOf(node, inputOf(graph, node, scope), step.nowMs);
    case "note":
      return { ok: true, output: null, port: "out" };
  }
}

function transform({ graph, state, node, scope }: StructuralInput): StepResult {
  const { fields, set } = NODE_CONFIG.transform.parse(node.config);
  const keyOf = (id: string) => graph.node.get(id)?.key;
  const evaluate = (bindings: typeof fields) =>
    Object.fromEntries(
      Object.entries(bindings).map(([name, binding]) => [name, evaluateBinding(binding, scope, keyOf)]),
    );
  const writes = evaluate(set);
  const full = stateFull(graph.program, state, node, writes);
  if (full) return { ok: false, failure: full };
  return { ok: true, output: evaluate(fields), port: "out", writes };
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
  const only = graph.program.onlyItems?.[node.id];
  if (only !== undefined && only >= value.length)
    return {
      ok: false,
      failure: failure("internal", `This map has no item ${only + 1}: its list has ${value.length}.`, node.key),
    };
  return { ok: true, items: value };
}

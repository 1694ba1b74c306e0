import type { Failure } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";
import type { Execution } from "@/lib/runtime/interpreter/execution";
import { openScope } from "@/lib/runtime/interpreter/open-scope";
import { type Scope, type StepState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import { settle } from "@/lib/runtime/interpreter/settle";

type Looping = Extract<StepState, { status: "looping" }>;

/** Starts the first round with the initial values of the carried fields. */
export function openLoop(execution: Execution, loop: ProgramNode, path: string, carry: Record<string, Json>): void {
  startRound(execution, loop, path, { status: "looping", carry, index: 0, isTurning: false });
}

function startRound(execution: Execution, loop: ProgramNode, path: string, step: Looping): void {
  const { carry, index } = step;
  execution.state.steps.set(stepKeyOf(loop.key, path), step);
  const round = `${path}@${loop.key}#${index}`;
  openScope(execution, { path: round, containerId: loop.id, index, item: null, carry, parentPath: path });
}

/**
 * A round is over: the fields of what reached `next` are merged into the carried ones (a value that is no object is the
 * field `value`); without anything they stay. The round keeps them too, for the condition.
 */
export function endRound(execution: Execution, loop: ProgramNode, scope: Scope, reached: Json | undefined): void {
  const { steps } = execution.state;
  const key = stepKeyOf(loop.key, scope.parentPath);
  const step = steps.get(key);
  if (step?.status !== "looping") return;
  const carry = { ...step.carry, ...fieldsOf(reached) };
  scope.carry = carry;
  steps.set(key, { ...step, carry, isTurning: true });
}

function fieldsOf(reached: Json | undefined): Record<string, Json> {
  if (reached === undefined) return {};
  return typeof reached === "object" && reached !== null && !Array.isArray(reached) ? reached : { value: reached };
}

/** What the condition said about the round that ended: the loop is done, goes on, or has reached its bound. */
export function turnLoop(execution: Execution, loop: ProgramNode, path: string, done: boolean): void {
  const step = execution.state.steps.get(stepKeyOf(loop.key, path));
  if (step?.status !== "looping" || !step.isTurning) return;
  const { max, onMax } = NODE_CONFIG.loop.parse(loop.config);
  const iterations = step.index + 1;
  if (!done && iterations < max) {
    startRound(execution, loop, path, { ...step, index: iterations, isTurning: false });
    return;
  }
  if (!done && onMax === "error") {
    const failure = tooMany(loop, max);
    execution.derived.push({ nodeId: loop.id, path, status: "failed", failure });
    execution.queue.push({ kind: "fail", node: loop, path, failure });
    return;
  }
  const port = done ? "out" : "limit";
  execution.derived.push({ nodeId: loop.id, path, status: "succeeded" });
  const output = { carry: step.carry, iterations };
  settle(execution, loop, path, { status: "succeeded", output, port, degraded: false }, port);
}

const tooMany = (loop: ProgramNode, max: number): Failure => ({
  class: "budget_exceeded",
  message: `"${loop.label}" did not end within ${max} rounds.`,
  fingerprint: `loop-max:${loop.key}`,
  nodeKey: loop.key,
});

import type { Failure } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { Program, ProgramNode } from "@/lib/release/program";
import { endRun } from "@/lib/runtime/interpreter/end-run";
import type { Execution } from "@/lib/runtime/interpreter/execution";
import { failStep } from "@/lib/runtime/interpreter/fail-step";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { isOverfull, reduceState } from "@/lib/runtime/interpreter/reduce-state";
import type { RunState } from "@/lib/runtime/interpreter/run-state";
import { settle } from "@/lib/runtime/interpreter/settle";

/** A step has its result: its writes go into the state of the run, its port is taken, an end ends the run. */
export function succeedStep(
  execution: Execution,
  node: ProgramNode,
  event: Extract<JournalEvent, { kind: "step-succeeded" }>,
): void {
  const { state, graph } = execution;
  const { path, output, port, writes } = event;
  state.usage.attempts += 1;
  const full = stateFull(graph.program, state, node, writes ?? {});
  if (full) {
    failStep(execution, node, path, full);
    return;
  }
  state.usage.steps += 1;
  for (const [name, value] of Object.entries(writes ?? {})) {
    const variable = graph.program.state[name];
    if (variable) state.variables[name] = reduceState(variable, state.variables[name] ?? null, value);
  }
  settle(execution, node, path, { status: "succeeded", output, port, degraded: false }, port);
  if (node.kind !== "end") return;
  const { outcome } = NODE_CONFIG.end.parse(node.config);
  if (outcome === "success") endRun(execution, { status: "succeeded", output });
  else endRun(execution, { status: "failed", failure: endedAt(node) });
}

const endedAt = (node: ProgramNode): Failure => ({
  class: "internal",
  message: `The run ended at "${node.label}".`,
  fingerprint: `end:${node.key}`,
  nodeKey: node.key,
});

/** The failure `state-full` of a write that would make a list longer than its variable allows, or null. */
export function stateFull(
  program: Program,
  state: RunState,
  node: ProgramNode,
  writes: Record<string, Json>,
): Failure | null {
  for (const [name, value] of Object.entries(writes)) {
    const variable = program.state[name];
    if (!variable || !isOverfull(variable, state.variables[name] ?? null, value)) continue;
    return {
      class: "budget_exceeded",
      message: `The state variable "${name}" is full: it holds at most ${variable.maxItems} items.`,
      fingerprint: `state-full:${name}`,
      nodeKey: node.key,
    };
  }
  return null;
}

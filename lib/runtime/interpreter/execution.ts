import type { Failure } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";
import type { ProgramNode } from "@/lib/release/program";
import type { ProgramGraph } from "@/lib/runtime/interpreter/program-graph";
import type { RunState, Scope } from "@/lib/runtime/interpreter/run-state";

/** Nodes that settled without an attempt of their own: what the shell shows as spans and forgets otherwise. */
export type Derived = {
  nodeId: string;
  path: string;
  status: "skipped" | "cancelled" | "succeeded" | "failed";
  failure?: Failure;
};

/** What follows from a change. Consequences wait in a queue, so that their rules need not call each other. */
export type Task =
  | { kind: "activate"; node: ProgramNode; path: string }
  | { kind: "cancel"; node: ProgramNode; path: string }
  | { kind: "fail"; node: ProgramNode; path: string; failure: Failure }
  | { kind: "fail-inner"; node: ProgramNode; path: string; failure: Failure }
  | { kind: "settle-map"; node: ProgramNode; path: string; output: Json }
  | { kind: "close-scope"; path: string }
  | { kind: "advance-map"; node: ProgramNode; path: string }
  | { kind: "compensate" };

/** One application of one event: the state that it changes, what still follows, and what settled by itself. */
export type Execution = { graph: ProgramGraph; state: RunState; now: number; queue: Task[]; derived: Derived[] };

export function scopeAt(execution: Execution, path: string): Scope {
  const scope = execution.state.scopes.get(path);
  if (!scope) throw new Error(`There is no scope "${path}".`);
  return scope;
}

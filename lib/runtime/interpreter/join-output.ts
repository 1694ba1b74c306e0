import type { Json } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";
import { activatingEdges, type ProgramGraph } from "@/lib/runtime/interpreter/program-graph";
import { edgeKeyOf, type RunState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";

/** `{arrived, missing, value}` of a join: keys of the branches in edge order, and their outputs merged as configured. */
export function joinOutput(graph: ProgramGraph, state: RunState, join: ProgramNode, path: string): Json {
  const { merge } = NODE_CONFIG.join.parse(join.config);
  const branches = activatingEdges(graph, join.id).map((edge) => {
    const key = graph.node.get(edge.from.node)?.key ?? "";
    const step = state.steps.get(stepKeyOf(key, path));
    const isLive = state.edges.get(edgeKeyOf(path, edge.id)) === "taken";
    return { key, isLive, output: step?.status === "succeeded" ? step.output : null };
  });
  const arrived = branches.filter((branch) => branch.isLive);
  const missing = branches.filter((branch) => !branch.isLive).map((branch) => branch.key);
  return { arrived: arrived.map((branch) => branch.key), missing, value: merged(merge, arrived) };
}

function merged(merge: "object" | "array" | "coalesce", arrived: { key: string; output: Json }[]): Json {
  if (merge === "object") return Object.fromEntries(arrived.map(({ key, output }) => [key, output]));
  if (merge === "array") return arrived.map(({ output }) => output);
  return arrived.find(({ output }) => output !== null)?.output ?? null;
}

import { edgeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft, DraftEdge } from "@/lib/harness/graph/draft";

type Graph = Pick<Draft, "edges">;

/** The lines that lead to a step from outside of it. */
export const linesInto = (draft: Graph, id: string): DraftEdge[] =>
  (edgeIndex(draft).get(id) ?? []).filter(({ to }) => to.node === id && to.port === "in");

/** Whether something is at an exit of a step. */
export const isWired = (draft: Graph, id: string, port: string): boolean =>
  (edgeIndex(draft).get(id) ?? []).some(({ from }) => from.node === id && from.port === port);

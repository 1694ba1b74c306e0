import { edgeIndex, nodeIndex } from "@/lib/harness/canvas/node-index";
import { availabilityOf } from "@/lib/harness/graph/availability";
import { leadsInside } from "@/lib/harness/graph/containers";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import { chose, isExhaustive } from "@/lib/harness/graph/guards";
import { closed } from "@/lib/harness/nodes/output-schema";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { eitherSchema } from "@/lib/harness/values/either-schema";
import type { JsonSchema } from "@/lib/release/json-schema";
import { isInnerEnd } from "@/lib/release/node-config";

type InnerLine = { edge: DraftEdge; from: DraftNode };
const NOTHING: JsonSchema = { type: "null" };
const TEXT = { type: "string" };

/** The lines by which the body of a container ends. */
export function innerLines(draft: Draft, container: DraftNode): InnerLine[] {
  const byId = nodeIndex(draft);
  return (edgeIndex(draft).get(container.id) ?? []).flatMap((edge) => {
    const from = byId.get(edge.from.node);
    return edge.to.node === container.id && isInnerEnd(edge.to.port) && from ? [{ edge, from }] : [];
  });
}

/**
 * What a map keeps of each item, in the shape of its error mode. `ends`: what the lines to its collecting end bring. Where a
 * way through the body ends elsewhere, an item may give nothing.
 */
export function bodyResult(draft: Draft, map: DraftNode, ends: readonly JsonSchema[]): JsonSchema {
  const value = eitherSchema(isAlwaysCollected(draft, map) ? ends : [...ends, NOTHING]);
  if (map.config.errorMode !== "collect") return value;
  return closed({ ok: { type: "boolean" }, value, error: closed({ class: TEXT, message: TEXT }) }, ["value", "error"]);
}

function isAlwaysCollected(draft: Draft, map: DraftNode): boolean {
  const lines = innerLines(draft, map)
    .filter(({ edge }) => edge.from.port !== "error")
    .map(({ edge, from }) => {
      const { guards } = availabilityOf(draft, from.id);
      return exitsOf(from).length > 1 ? new Set([...guards, chose(from.id, edge.from.port)]) : guards;
    });
  const byId = nodeIndex(draft);
  return isExhaustive(lines, availabilityOf(draft, map.id).guards, (id) => {
    const node = byId.get(id);
    return node ? exitsOf(node) : [];
  });
}

/** The exits of which a step takes exactly one; the way into a container is not one of them. */
const exitsOf = (node: DraftNode): string[] =>
  portsOf(node).out.flatMap(({ id }) => (leadsInside(node, id) ? [] : [id]));

import { CALL_DEFINITIONS } from "@/lib/harness/nodes/call-definitions";
import { DATA_DEFINITIONS } from "@/lib/harness/nodes/data-definitions";
import { FLOW_DEFINITIONS } from "@/lib/harness/nodes/flow-definitions";
import type { NodeDefinition } from "@/lib/harness/nodes/node-definition";
import { START_DEFINITIONS } from "@/lib/harness/nodes/start-definitions";
import { isExecutable, type NodeKind } from "@/lib/release/node-config";

/** Every kind of node, in the order of the palette, with what a new one starts with. */
export const CATALOGUE: readonly NodeDefinition[] = [
  ...START_DEFINITIONS,
  ...CALL_DEFINITIONS,
  ...FLOW_DEFINITIONS,
  ...DATA_DEFINITIONS,
];

/** What the palette offers: kinds that run. */
export const PALETTE: readonly NodeDefinition[] = CATALOGUE.filter(({ kind }) => isExecutable(kind));

const BY_KIND = new Map(CATALOGUE.map((definition) => [definition.kind, definition]));

/** The definition of a kind. Every kind has one. */
export function definitionOf(kind: NodeKind): NodeDefinition {
  const found = BY_KIND.get(kind);
  if (!found) throw new Error(`The catalogue has no ${kind}.`);
  return found;
}

import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { availabilityOf } from "@/lib/harness/graph/availability";
import { schemaOfBinding } from "@/lib/harness/graph/binding-schema";
import { containersOf } from "@/lib/harness/graph/containers";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { chose, type Guards } from "@/lib/harness/graph/guards";
import { ERROR_OUTPUT, outputSchemaOf } from "@/lib/harness/nodes/output-schema";
import { JsonSchema } from "@/lib/release/json-schema";
import type { ToolDefinition } from "@/lib/release/tool-definition";

export type Tools = ReadonlyMap<string, Pick<ToolDefinition, "output">>;
/** A step whose output can be read: always, or on some paths only. */
export type ReadableStep = { node: DraftNode; isOptional: boolean; schema: JsonSchema };
export type Names = {
  inputs: JsonSchema;
  steps: readonly ReadableStep[];
  state: Draft["state"];
  /** One item of the map around the node; empty where that is not known. */
  item: JsonSchema;
  /** Whether the node is inside a map (`item`, `index`, `iter`), and inside a loop (`iter`). */
  isInMap: boolean;
  isInLoop: boolean;
  /** Keys of all steps of the harness, whether they can be read here or not. */
  allKeys: ReadonlySet<string>;
};

const ANY: JsonSchema = {};

/** Every name that an expression of the node can use, with what is known about it. */
export function namesFor(draft: Draft, nodeId: string, tools: Tools): Names {
  const { sure, maybe, guards } = availabilityOf(draft, nodeId);
  const node = nodeIndex(draft).get(nodeId);
  const around = node ? containersOf(draft, node) : [];
  const from = { inputs: draft.inputs, tools };
  const kinds = new Set<string>([...around.map((one) => one.kind), ...(node ? [node.kind] : [])]);
  let steps: ReadableStep[] | undefined;
  return {
    inputs: draft.inputs,
    // Worked out when somebody asks: most expressions read the input only.
    get steps() {
      steps ??= draft.nodes
        .filter((one) => sure.has(one.id) || maybe.has(one.id))
        .map((one) => ({ node: one, isOptional: maybe.has(one.id), schema: schemaBehind(one, guards, from) }));
      return steps;
    },
    state: draft.state,
    get item() {
      return itemOf(draft, around, tools);
    },
    isInMap: around.some((one) => one.kind === "map"),
    isInLoop: kinds.has("loop"),
    allKeys: stepKeys(draft.nodes),
  };
}

const keysOf = new WeakMap<Draft["nodes"], ReadonlySet<string>>();

function stepKeys(nodes: Draft["nodes"]): ReadonlySet<string> {
  let keys = keysOf.get(nodes);
  if (!keys) {
    keys = new Set(nodes.filter((one) => one.kind !== "note").map((one) => one.key));
    keysOf.set(nodes, keys);
  }
  return keys;
}

/** What the nearest map around a node goes through. */
function itemOf(draft: Draft, around: readonly DraftNode[], tools: Tools): JsonSchema {
  const map = around.find((one) => one.kind === "map");
  const items = map?.in.items;
  if (!map || !items) return ANY;
  return JsonSchema.safeParse(schemaOfBinding(items, namesFor(draft, map.id, tools)).items).data ?? ANY;
}

type Sources = { inputs: JsonSchema; tools: Tools };
const found = new WeakMap<DraftNode, Sources & { schema: JsonSchema }>();

/** The output of a step, found once: every expression behind it asks for the same. */
function ownSchema(node: DraftNode, from: Sources): JsonSchema {
  const known = found.get(node);
  if (known?.inputs === from.inputs && known.tools === from.tools) return known.schema;
  const schema = outputSchemaOf(node, from);
  found.set(node, { ...from, schema });
  return schema;
}

/** A step with an exit for errors gives an error behind it, its own output behind the others, and either where they meet. */
function schemaBehind(node: DraftNode, guards: Guards, from: Sources): JsonSchema {
  if (node.policy.onError === "value") return ANY;
  if (node.policy.onError !== "port") return ownSchema(node, from);
  if (guards.has(chose(node.id, "error"))) return ERROR_OUTPUT;
  return [...guards].some((literal) => literal.startsWith(`${node.id}:`)) ? ownSchema(node, from) : ANY;
}

import { membersOf } from "@/lib/harness/nodes/output-schema";
import { type Json, JsonSchema } from "@/lib/release/json-schema";

/** What is known of the values that can be read at a node. */
export type KnownValues = {
  inputs: JsonSchema;
  /** A step whose output can be read, by its key; by its id. */
  stepOf(key: string): { schema: JsonSchema } | undefined;
  stepWithId(id: string): { schema: JsonSchema } | undefined;
  state: Readonly<Record<string, { schema: JsonSchema }>>;
  /** One item of the map around the node. */
  item: JsonSchema;
  /** What the innermost loop around the node carries into its round. */
  carry: JsonSchema;
  /** Variables of the environments. */
  vars: JsonSchema;
};

const ANY: JsonSchema = {};
const TEXT: JsonSchema = { type: "string" };
const INTEGER: JsonSchema = { type: "integer" };
const MAX_STEPS = 12;

/** What stands at a path as expressions write it: `steps.agent.output.text`. */
export function schemaAt([root, ...rest]: readonly string[], known: KnownValues): JsonSchema {
  const [name = "", ...below] = rest;
  switch (root) {
    case "input":
      return within(known.inputs, rest);
    case "item":
      return within(known.item, rest);
    case "index":
      return INTEGER;
    case "iter":
      return name === "carry" ? within(known.carry, below) : INTEGER;
    case "state":
      return within(known.state[name]?.schema ?? ANY, below);
    case "vars":
      return within(known.vars, rest);
    case "run":
      return ALWAYS_TEXT.has(name) ? TEXT : ANY;
    case "steps":
      return schemaOfStep(name, below, known);
    default:
      return ANY;
  }
}

/** Of a run; its user and its thread may be nothing. */
const ALWAYS_TEXT: ReadonlySet<string> = new Set(["id", "environment", "startedAt"]);

function schemaOfStep(key: string, [member, ...path]: readonly string[], known: KnownValues): JsonSchema {
  const step = known.stepOf(key);
  return step && member === "output" ? within(step.schema, path) : ANY;
}

/** What a schema says of a value inside: names of members, and positions in lists. */
export function within(schema: JsonSchema, path: readonly string[]): JsonSchema {
  let found = schema;
  for (const name of path.slice(0, MAX_STEPS))
    found =
      (/^\d+$/.test(name) && found.items !== undefined ? itemsOf(found) : membersOf(found)?.properties[name]) ?? ANY;
  return found;
}

/** What a schema says of each item of a list. */
export function itemsOf({ items }: JsonSchema): JsonSchema {
  const known: Json | undefined = items;
  return JsonSchema.safeParse(known).data ?? ANY;
}

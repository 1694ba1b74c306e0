import { membersOf } from "@/lib/harness/nodes/output-schema";
import type { Binding } from "@/lib/release/binding";
import { checkCel } from "@/lib/release/expressions/evaluate-cel";
import { celReads } from "@/lib/release/expressions/references-of";
import { type Json, JsonSchema } from "@/lib/release/json-schema";

/** What is known of the values that can be read at a node. */
export type KnownValues = {
  inputs: JsonSchema;
  steps: readonly { node: { id: string; key: string }; schema: JsonSchema }[];
  state: Readonly<Record<string, { schema: JsonSchema }>>;
  /** One item of the map around the node. */
  item: JsonSchema;
};

const ANY: JsonSchema = {};
const TEXT: JsonSchema = { type: "string" };
const NUMBER: JsonSchema = { type: "number" };
/** Types of CEL that say what a value is; `dyn` and the rest say nothing. */
const OF_CEL: Readonly<Record<string, JsonSchema>> = {
  bool: { type: "boolean" },
  string: TEXT,
  double: NUMBER,
  int: NUMBER,
};
const MAX_STEPS = 12;

/** The JSON Schema of what a binding gives; an empty schema where only a run can tell. A text with variables is a text. */
export function schemaOfBinding(binding: Binding, known: KnownValues): JsonSchema {
  if ("lit" in binding) return { const: binding.lit };
  if ("tpl" in binding) return TEXT;
  if ("ref" in binding) return schemaOfRef(binding.ref, known);
  return schemaOfCel(binding.cel, known);
}

function schemaOfRef({ from, path }: { from: string; path: string[] }, known: KnownValues): JsonSchema {
  const step = known.steps.find(({ node }) => node.id === from);
  return step ? within(step.schema, path) : schemaAt([from, ...path], known);
}

/** A plain read is what it reads; of everything else the type of the result is known at most. */
function schemaOfCel(source: string, known: KnownValues): JsonSchema {
  try {
    const [read, ...others] = celReads(source);
    const isPlain = read !== undefined && others.length === 0 && read.optionalFrom === null;
    if (isPlain && read.path.join(".") === source.trim()) return schemaAt(read.path, known);
    const checked = checkCel(source);
    return checked.ok ? ofCel(checked.type) : ANY;
  } catch {
    // What cannot be read is a finding of its own.
    return ANY;
  }
}

const ofCel = (type: string): JsonSchema =>
  OF_CEL[type] ?? (type.startsWith("list") ? { type: "array" } : type.startsWith("map") ? { type: "object" } : ANY);

/** What stands at a path as expressions write it: `steps.agent.output.text`. */
export function schemaAt([root, ...rest]: readonly string[], known: KnownValues): JsonSchema {
  if (root === "input") return within(known.inputs, rest);
  if (root === "item") return within(known.item, rest);
  if (root === "index") return NUMBER;
  const [name = "", ...below] = rest;
  if (root === "state") return within(known.state[name]?.schema ?? ANY, below);
  if (root === "run") return name === "userId" || name === "threadId" ? ANY : TEXT;
  return root === "steps" ? schemaOfStep(name, below, known) : ANY;
}

function schemaOfStep(key: string, [member, ...path]: readonly string[], { steps }: KnownValues): JsonSchema {
  const step = steps.find(({ node }) => node.key === key);
  return step && member === "output" ? within(step.schema, path) : ANY;
}

function within(schema: JsonSchema, path: readonly string[]): JsonSchema {
  let found = schema;
  for (const name of path.slice(0, MAX_STEPS)) {
    const items: Json | undefined = /^\d+$/.test(name) ? found.items : undefined;
    found = (items === undefined ? membersOf(found)?.properties[name] : JsonSchema.safeParse(items).data) ?? ANY;
  }
  return found;
}

import type { DraftNode } from "@/lib/harness/graph/draft";
import { type Json, JsonSchema } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ToolDefinition } from "@/lib/release/tool-definition";

/** What a field of a schema is, for people and for checks. */
export type ValueType = "text" | "number" | "yes/no" | "list" | "object" | "any";

const TEXT = { type: "string" };
const NUMBER = { type: "number" };
const ANY: JsonSchema = {};
const LIST: JsonSchema = { type: "array" };
/** An object with exactly these members. */
const closed = (properties: Record<string, Json>, optional: readonly string[] = []): JsonSchema => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

/** What a step behind its exit for errors gives. */
export const ERROR_OUTPUT = closed({ error: closed({ class: TEXT, message: TEXT }) });

/** The JSON Schema of what a step gives out; an empty schema where only a run can tell. */
export function outputSchemaOf(
  node: Pick<DraftNode, "kind" | "config" | "in">,
  from: { inputs: JsonSchema; tools: ReadonlyMap<string, Pick<ToolDefinition, "output">> },
): JsonSchema {
  const { config } = node;
  const own = JsonSchema.safeParse(config.output).data;
  switch (node.kind) {
    case "trigger.api":
    case "trigger.chat":
    case "trigger.webhook":
    case "trigger.schedule":
      return from.inputs;
    case "llm":
      return own ? closed({ text: TEXT, object: own }) : closed({ text: TEXT });
    case "agent":
      return closed(
        { text: TEXT, turns: NUMBER, toolCalls: NUMBER, stopped: TEXT, object: own ?? ANY },
        own ? [] : ["object"],
      );
    case "classify":
      return Number(config.minConfidence) > 0 ? closed({ label: TEXT, confidence: NUMBER }) : closed({ label: TEXT });
    case "retrieve":
      return closed({ passages: LIST, text: TEXT, citations: LIST, leftOut: NUMBER });
    case "tool":
      return from.tools.get(String(config.tool))?.output ?? ANY;
    case "http":
      return closed({ status: NUMBER, body: ANY });
    case "transform":
      return closed(Object.fromEntries(Object.keys(fieldsOf(node)).map((name) => [name, ANY])));
    case "map":
      return LIST;
    case "loop":
      return closed({ carry: ANY, iterations: NUMBER });
    case "approval":
      return closed({ decision: TEXT, by: ANY, form: ANY, comment: ANY });
    case "code":
      return own ?? ANY;
    case "join":
      return closed({ arrived: LIST, missing: LIST, value: ANY });
    default:
      return ANY;
  }
}

const fieldsOf = ({ config }: Pick<DraftNode, "config">) =>
  NODE_CONFIG.transform.shape.fields.safeParse(config.fields).data ?? {};

const TYPES: Readonly<Record<string, ValueType>> = {
  string: "text",
  number: "number",
  integer: "number",
  boolean: "yes/no",
  array: "list",
  object: "object",
};

export function typeOf(schema: JsonSchema): ValueType {
  if (typeof schema.type === "string") return TYPES[schema.type] ?? "any";
  if (Array.isArray(schema.enum) && schema.enum.every((one) => typeof one === "string")) return "text";
  return typeof schema.properties === "object" && schema.properties !== null ? "object" : "any";
}

/** The declared members of an object schema, and whether it may have others. Null for everything else. */
export function membersOf(
  schema: JsonSchema,
): { properties: Record<string, JsonSchema>; required: ReadonlySet<string>; isClosed: boolean } | null {
  const { properties, required, additionalProperties } = schema;
  if (typeof properties !== "object" || properties === null || Array.isArray(properties)) return null;
  return {
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, inner]) => [name, JsonSchema.safeParse(inner).data ?? ANY]),
    ),
    required: new Set(Array.isArray(required) ? required.map(String) : []),
    isClosed: additionalProperties === false,
  };
}

import { releaseKey } from "@/lib/harness/compile/library";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { type Json, JsonSchema } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ToolDefinition } from "@/lib/release/tool-definition";
import type { VariableType } from "@/lib/release/variables";

/** What a field of a schema is, for people and for checks. */
export type ValueType = "text" | "number" | "yes/no" | "list" | "object" | "any";

const TEXT = { type: "string" };
const NUMBER = { type: "number" };
const ANY: JsonSchema = {};
const LIST: JsonSchema = { type: "array" };
const OBJECT: JsonSchema = { type: "object" };
/** An object with exactly these members. */
export const closed = (properties: Record<string, Json>, optional: readonly string[] = []): JsonSchema => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

/** What a step behind its exit for errors gives. */
export const ERROR_OUTPUT = closed({ error: closed({ class: TEXT, message: TEXT }) });
const FINDINGS = { type: "array", items: closed({ check: TEXT, kind: TEXT, message: TEXT, count: NUMBER }) };
/** What a guardrail gives at each of its exits. */
export const GUARDRAIL_OUTPUT = {
  pass: closed({ text: TEXT, findings: FINDINGS }),
  block: closed({ findings: FINDINGS }),
} as const;
const listOf = (items: JsonSchema) => ({ type: "array", items });
const SOURCE = { title: TEXT, heading: TEXT, document: TEXT };
const PASSAGES = listOf(closed({ ...SOURCE, text: TEXT, position: NUMBER, score: NUMBER }));
const CITATIONS = listOf(closed({ ...SOURCE, n: NUMBER }));
const ENTRY = closed({ key: TEXT, kind: TEXT, version: NUMBER, value: TEXT, trust: TEXT });
const FOUND = { entries: listOf(ENTRY), text: TEXT, leftOut: NUMBER };

/** What says what steps give that run something else: tools by key, releases by `<slug>@<number>`. */
export type StepSources = {
  tools: ReadonlyMap<string, Pick<ToolDefinition, "output">>;
  releases: ReadonlyMap<string, { outputs?: JsonSchema | null | undefined }>;
  variables?: ReadonlyMap<string, VariableType>;
};

/** The JSON Schema of what a step gives out, by its configuration alone; an empty schema where that does not tell. */
export function outputSchemaOf(
  node: Pick<DraftNode, "kind" | "config" | "in">,
  from: { inputs: JsonSchema } & StepSources,
): JsonSchema {
  const { config } = node;
  switch (node.kind) {
    case "trigger.api":
    case "trigger.chat":
    case "trigger.webhook":
    case "trigger.schedule":
    case "branch":
      return from.inputs;
    case "llm":
    case "agent":
    case "classify":
      return answerSchema(node);
    case "retrieve":
      return closed({ passages: PASSAGES, text: TEXT, citations: CITATIONS, leftOut: NUMBER });
    case "memory.read":
      return closed({ ...FOUND, ...(config.mode === "key" ? { value: ANY, version: NUMBER } : {}) });
    case "memory.write":
      return closed({ key: TEXT, version: NUMBER });
    case "tool":
      return from.tools.get(String(config.tool))?.output ?? ANY;
    case "subflow":
      return from.releases.get(pinOf(config))?.outputs ?? ANY;
    case "http":
      return closed({ status: NUMBER, body: JsonSchema.safeParse(config.response).data ?? ANY });
    case "transform":
      return closed(Object.fromEntries(Object.keys(fieldsOf(node)).map((name) => [name, ANY])));
    case "map":
      return LIST;
    case "loop":
      return closed({ carry: OBJECT, iterations: NUMBER });
    case "approval":
      return closed({ decision: TEXT, by: ANY, form: ANY, comment: ANY });
    case "wait":
      return config.mode === "signal" ? closed({ at: TEXT, by: ANY, payload: ANY }) : closed({ at: TEXT });
    case "code":
      return JsonSchema.safeParse(config.output).data ?? ANY;
    case "join":
      return closed({ arrived: LIST, missing: LIST, value: ANY });
    default:
      return ANY;
  }
}

/** What a model answers. */
function answerSchema({ kind, config }: Pick<DraftNode, "kind" | "config">): JsonSchema {
  const own = JsonSchema.safeParse(config.output).data;
  if (kind === "llm") return own ? closed({ text: TEXT, object: own }) : closed({ text: TEXT });
  if (kind === "classify")
    return Number(config.minConfidence) > 0 ? closed({ label: TEXT, confidence: NUMBER }) : closed({ label: TEXT });
  const all = { text: TEXT, turns: NUMBER, toolCalls: NUMBER, stopped: TEXT, object: own ?? ANY };
  return closed(all, own ? [] : ["object"]);
}

const pinOf = ({ harness, release }: DraftNode["config"]): string =>
  releaseKey({ harness: String(harness), release: Number(release) });

/** The bindings that make the output of a transform. */
export const fieldsOf = onceFor(
  ({ config }: Pick<DraftNode, "config">) => NODE_CONFIG.transform.shape.fields.safeParse(config.fields).data ?? {},
);

const TYPES: Readonly<Record<string, ValueType>> = {
  string: "text",
  number: "number",
  integer: "number",
  boolean: "yes/no",
  array: "list",
  object: "object",
};

export function typeOf(schema: JsonSchema): ValueType {
  if (Array.isArray(schema.anyOf)) {
    const types = new Set(schema.anyOf.map((one) => typeOf(JsonSchema.safeParse(one).data ?? ANY)));
    const [only] = types;
    return only && types.size === 1 ? only : "any";
  }
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

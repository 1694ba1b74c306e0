import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { ERROR_OUTPUT, outputSchemaOf, typeOf, type ValueType } from "@/lib/harness/nodes/output-schema";
import { type ValueSource, wantedInputs } from "@/lib/harness/values/wanted-values";
import type { JsonSchema } from "@/lib/release/json-schema";
import type { ToolDefinition } from "@/lib/release/tool-definition";

type Tools = ReadonlyMap<string, Pick<ToolDefinition, "output">>;

/** The JSON Schema of what a step gives at an exit; an empty schema where only a run can tell. */
export const exitSchema = (
  node: Pick<DraftNode, "kind" | "config" | "in">,
  port: string,
  from: { inputs: JsonSchema; tools: Tools },
): JsonSchema => {
  if (port === "error") return ERROR_OUTPUT;
  // What is inside of a map or a loop gets an item or what is carried, of which the step itself knows nothing.
  return port === "body" ? {} : outputSchemaOf(node, from);
};

/** The JSON Schema of what a step takes: of a map its list, of others their named inputs as one object. */
export function entrySchema(node: Pick<DraftNode, "kind" | "config">, source: ValueSource): JsonSchema {
  const wanted = wantedInputs(node, source);
  if (node.kind === "map") return wanted.items ?? {};
  return Object.keys(wanted).length === 0 ? {} : { type: "object", properties: wanted };
}

/** What is known of values while a draft is drawn. */
export type PortSource = {
  tools: ReadonlyMap<string, Pick<ToolDefinition, "input" | "output">>;
  releases: ValueSource["releases"];
};

export const exitType = (
  node: DraftNode,
  port: string,
  draft: Pick<Draft, "inputs">,
  { tools }: PortSource,
): ValueType => typeOf(exitSchema(node, port, { inputs: draft.inputs, tools }));

/** The inner entries, where the body of a map or a loop ends, take anything. */
export const entryType = (node: DraftNode, port: string, draft: ValueSource["draft"], from: PortSource): ValueType =>
  port === "in" ? typeOf(entrySchema(node, { draft, ...from })) : "any";

import { leadsInside } from "@/lib/harness/graph/containers";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { outputSchemaOf, typeOf, type ValueType } from "@/lib/harness/nodes/output-schema";
import { type ValueSource, wantedInputs } from "@/lib/harness/values/wanted-values";
import type { JsonSchema } from "@/lib/release/json-schema";
import type { ToolDefinition } from "@/lib/release/tool-definition";
import type { VariableType } from "@/lib/release/variables";

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
  variables?: ReadonlyMap<string, VariableType>;
};

/** The base type of what a step gives at an exit; `inside`: of what each round of a body gets, once it is known. */
export function exitType(
  node: DraftNode,
  port: string,
  { inputs, inside, ...from }: PortSource & { inputs: Draft["inputs"]; inside: ValueType | undefined },
): ValueType {
  if (leadsInside(node, port)) return inside ?? "any";
  if (port === "error") return "object";
  return node.kind === "guardrail" ? "object" : typeOf(outputSchemaOf(node, { inputs, ...from }));
}

/** The inner entries, where the body of a map or a loop ends, take anything. */
export const entryType = (node: DraftNode, port: string, draft: ValueSource["draft"], from: PortSource): ValueType =>
  port === "in" ? typeOf(entrySchema(node, { draft, ...from })) : "any";

import { schemaOfCel } from "@/lib/harness/graph/cel-schema";
import { type KnownValues, schemaAt, within } from "@/lib/harness/graph/known-values";
import { literalSchema } from "@/lib/harness/values/literal-schema";
import type { Binding } from "@/lib/release/binding";
import type { JsonSchema } from "@/lib/release/json-schema";

const TEXT: JsonSchema = { type: "string" };

/** The JSON Schema of what a binding gives; an empty schema where only a run can tell. A text with variables is a text. */
export function schemaOfBinding(binding: Binding, known: KnownValues): JsonSchema {
  if ("lit" in binding) return literalSchema(binding.lit);
  if ("tpl" in binding) return TEXT;
  if ("cel" in binding) return schemaOfCel(binding.cel, known);
  const { from, path } = binding.ref;
  const step = known.stepWithId(from);
  return step ? within(step.schema, path) : schemaAt([from, ...path], known);
}

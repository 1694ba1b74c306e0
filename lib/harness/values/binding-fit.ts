import { schemaOfBinding } from "@/lib/harness/graph/binding-schema";
import type { KnownValues } from "@/lib/harness/graph/known-values";
import { type Compatibility, compatible } from "@/lib/harness/values/compatible";
import type { Binding } from "@/lib/release/binding";
import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";

/** Whether what a binding gives fits where it goes. */
export function bindingFit(binding: Binding, known: KnownValues, wanted: JsonSchema): Compatibility {
  return "lit" in binding ? literalFit(binding.lit, wanted) : compatible(schemaOfBinding(binding, known), wanted);
}

/** A literal is checked as the value that it is, so lengths, ranges and patterns count too. */
export function literalFit(value: Json, wanted: JsonSchema): Compatibility {
  const byType = compatible({ const: value }, wanted);
  if (byType.verdict === "no") return byType;
  const [issue] = jsonValueIssues(wanted, value);
  return issue ? { verdict: "no", at: issue.pointer.slice(1).replaceAll("/", " › "), reason: issue.message } : byType;
}

/** A misfit as a sentence; null when it fits, or may. */
export function misfitWords(fit: Compatibility): string | null {
  if (fit.verdict !== "no") return null;
  return fit.at === "" ? fit.reason : `At ${fit.at}: ${fit.reason}`;
}

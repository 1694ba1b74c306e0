import type { DraftNode } from "@/lib/harness/graph/draft";
import type { ValueSource } from "@/lib/harness/values/wanted-values";
import type { Binding } from "@/lib/release/binding";
import type { JsonSchema } from "@/lib/release/json-schema";

const ALWAYS: Partial<Record<DraftNode["kind"], readonly string[]>> = {
  map: ["items"],
  classify: ["text"],
  retrieve: ["query"],
  guardrail: ["text"],
  "memory.write": ["key", "value"],
};

const NONE: readonly string[] = [];

/** Inputs that a step cannot do without. Those of a subflow are the compiler's, those of an agent's tools the model's. */
export function neededInputs(
  { kind, config }: Pick<DraftNode, "kind" | "config">,
  source: ValueSource,
): readonly string[] {
  switch (kind) {
    case "tool":
      return requiredOf(source.tools.get(String(config.tool))?.input ?? {});
    case "end":
      return config.outcome === "failure" ? [] : requiredOf(source.draft.outputs);
    case "memory.read":
      return [config.mode === "key" ? "key" : "query"];
    case "wait":
      return config.mode === "until" ? ["until"] : [];
    default:
      return ALWAYS[kind] ?? NONE;
  }
}

const requiredOf = ({ required }: JsonSchema): string[] => (Array.isArray(required) ? required.map(String) : []);

/** Nothing, or an expression that was not written yet. An empty text is a text. */
export const isUnbound = (binding: Binding | undefined): boolean =>
  binding === undefined || ("cel" in binding && binding.cel.trim() === "");

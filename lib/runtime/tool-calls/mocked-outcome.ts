import { evaluateCel } from "@/lib/release/expressions/evaluate-cel";
import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import type { Json } from "@/lib/release/json-schema";
import type { ToolDefinition } from "@/lib/release/tool-definition";
import { type ToolOutcome, toolFailed } from "@/lib/runtime/tool-calls/tool-outcome";

/** What the first fitting mock of a tool answers in a draft; `input` are the arguments; null when none fits. A condition that fails is an answer too. */
export function mockedOutcome(
  { mocks = [] }: Pick<ToolDefinition, "mocks">,
  args: Json,
  scope: ExpressionScope,
): ToolOutcome | null {
  for (const { when, result } of mocks) {
    const fits = when.trim() === "" || holds(when, { ...scope, input: args });
    if (typeof fits === "string") return toolFailed(`The condition of a mock cannot be read: ${fits}`, "internal");
    if (fits) return "error" in result ? toolFailed(result.error) : { ok: true, value: result.value };
  }
  return null;
}

function holds(when: string, scope: ExpressionScope): boolean | string {
  try {
    return evaluateCel(when, scope) === true;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

import type { Json } from "@/lib/release/json-schema";
import { type GuardrailCheck, NODE_CONFIG } from "@/lib/release/node-config";
import { checkText, type GuardrailFinding, redactText } from "@/lib/runtime/guardrails/check-text";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { endingWithResult } from "@/lib/runtime/nodes/ending-with-result.server";
import { judgeText } from "@/lib/runtime/nodes/judge-text.server";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import type { NodeExecutor, StepContext } from "@/lib/runtime/worker/node-executor";

/** Patterns are matched in linear time; this bounds the line. */
const MAX_TEXT = 1_000_000;

/**
 * Checks a text. Port `pass` with `{text, findings}`: the text as it came, or with what was found blacked out; port
 * `block` with `{findings}`, never the text. What cannot be located cannot be blacked out, and blocks. Judges are asked
 * last, one after the other, about what would be let through, and no more once one of them blocks.
 */
export function createGuardrailExecutor(deps: CallExecutorDependencies): NodeExecutor {
  return endingWithResult(async (context) => {
    const { node, input, scope } = context;
    const { checks, action } = NODE_CONFIG.guardrail.parse(node.config);
    const text = textOf(input.text ?? "");
    if (text.length > MAX_TEXT)
      throw new StepFailure(
        "tool_error",
        `"${node.label}" checks at most ${MAX_TEXT} characters; this has ${text.length}.`,
      );
    const found = checkText(text, checks, scope);
    const canRedact = action === "redact" && found.every(({ places }) => places.length > 0);
    if (found.length > 0 && !canRedact) return blocked(found);
    const kept = redactText(text, found);
    const refused = await firstRefusal(deps, context, checks, kept);
    if (refused) return blocked([...found, refused]);
    return { ok: true, output: { text: kept, findings: found.map(shownOf) }, port: "pass" };
  });
}

async function firstRefusal(
  deps: CallExecutorDependencies,
  context: StepContext,
  checks: readonly GuardrailCheck[],
  text: string,
): Promise<GuardrailFinding | null> {
  for (const [position, check] of checks.entries()) {
    const refused = check.kind === "judge" ? await judgeText(deps, context, { check, position, text }) : null;
    if (refused) return refused;
  }
  return null;
}

const blocked = (found: readonly GuardrailFinding[]) => ({
  ok: true as const,
  output: { findings: found.map(shownOf) },
  port: "block",
});

const shownOf = ({ check, kind, message, places }: GuardrailFinding): Record<string, Json> => ({
  check,
  kind,
  message,
  count: places.length,
});

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

import type { Json } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";
import { checkText, redactText } from "@/lib/runtime/guardrails/check-text";
import { endingWithResult } from "@/lib/runtime/nodes/ending-with-result.server";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";

/** Patterns are matched in linear time; this bounds the line. */
const MAX_TEXT = 1_000_000;

/**
 * Checks a text. Port `pass` with `{text, findings}`: the text as it came, or with what was found blacked out; port
 * `block` with `{findings}`, never the text. What cannot be located cannot be blacked out, and blocks.
 */
export function createGuardrailExecutor(): NodeExecutor {
  return endingWithResult(async ({ node, input, scope }) => {
    const { checks, action } = NODE_CONFIG.guardrail.parse(node.config);
    const text = textOf(input.text ?? "");
    if (text.length > MAX_TEXT)
      throw new StepFailure(
        "tool_error",
        `"${node.label}" checks at most ${MAX_TEXT} characters; this has ${text.length}.`,
      );
    const found = checkText(text, checks, scope);
    const findings = found.map(({ check, kind, message, places }) => ({ check, kind, message, count: places.length }));
    if (found.length === 0) return { ok: true, output: { text, findings: [] }, port: "pass" };
    const canRedact = action === "redact" && found.every(({ places }) => places.length > 0);
    const shown: Record<string, Json> = canRedact ? { text: redactText(text, found), findings } : { findings };
    return { ok: true, output: shown, port: canRedact ? "pass" : "block" };
  });
}

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

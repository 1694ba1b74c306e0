import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";
import { CORRECTION } from "@/lib/runtime/models/correction";
import type { ModelFailure } from "@/lib/runtime/models/model-gateway";
import type { ModelAsk } from "@/lib/runtime/nodes/model-ask";
import type { CallFacts } from "@/lib/runtime/nodes/model-call-span.server";

export type SecondTry = { suffix: "repair" | "compact"; ask: ModelAsk };

/** What the provider found too long is asked again with this part of it. */
const COMPACT_TO = 0.75;
const MAX_ISSUES = 5;
const MAX_SHOWN = 4_000;

/**
 * What may help the same model once, before another is asked: an answer of the wrong shape is shown to it with what is wrong;
 * a context that the provider found too long is planned again for less. Null: nothing.
 */
export function secondTry(ask: ModelAsk, { result, plan }: Pick<CallFacts, "result" | "plan">): SecondTry | null {
  if (result.ok) return null;
  if (result.failure.class === "output_schema_invalid")
    return { suffix: "repair", ask: { ...ask, turn: [...ask.turn, ...repairTurn(ask.output, result.failure)] } };
  if (result.failure.class === "context_overflow" && plan?.status === "ok")
    return { suffix: "compact", ask: { ...ask, maxInputTokens: Math.floor(plan.used * COMPACT_TO) } };
  return null;
}

/** The answer that could not be used, and what is wrong with it in words. */
function repairTurn(output: JsonSchema | null, { answer, message }: ModelFailure): ChatMessage[] {
  const said: ChatMessage[] = answer?.text
    ? [{ role: "assistant", text: answer.text.slice(0, MAX_SHOWN), toolCalls: [] }]
    : [];
  const asked = output
    ? `${problemsOf(output, answer?.text ?? "")}\nAnswer again with one JSON value that fits this schema, and with nothing else:\n${JSON.stringify(output)}`
    : `${message}\nCall the tool again with arguments that are valid JSON, or answer without it.`;
  return [...said, { role: "user", text: `${CORRECTION} ${asked}` }];
}

function problemsOf(output: JsonSchema, text: string): string {
  const value = parsed(text);
  if (value === undefined) return "It is not valid JSON.";
  const issues = jsonValueIssues(output, value).slice(0, MAX_ISSUES);
  return ["This does not fit:", ...issues.map((one) => `- at "${one.pointer}": ${one.message}`)].join("\n");
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

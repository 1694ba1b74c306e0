import { evaluateBinding } from "@/lib/release/expressions/evaluate-binding";
import { evaluateCel } from "@/lib/release/expressions/evaluate-cel";
import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import type { Json } from "@/lib/release/json-schema";
import type { WebhookConfig } from "@/lib/runtime/triggers/schema";

/** A delivery as its expressions see it, under the name `input`. Header names are in lower case. */
export type WebhookRequest = { body: Json; headers: Record<string, string>; query: Record<string, string> };

/** The run's input: one field a binding, or the body itself when there are none. Throws `ExpressionError`. */
export function webhookInput({ in: bindings }: Pick<WebhookConfig, "in">, request: WebhookRequest): Json {
  const scope = scopeOf(request);
  const fields = Object.entries(bindings);
  if (fields.length === 0) return request.body;
  return Object.fromEntries(fields.map(([name, binding]) => [name, evaluateBinding(binding, scope, () => undefined)]));
}

/** What makes two deliveries one, or null without such an expression. Throws `ExpressionError`. */
export function dedupeKey({ dedupe }: Pick<WebhookConfig, "dedupe">, request: WebhookRequest): string | null {
  if (dedupe === undefined || dedupe.trim() === "") return null;
  const value = evaluateCel(dedupe, scopeOf(request));
  return typeof value === "string" ? value : JSON.stringify(value);
}

const scopeOf = (request: WebhookRequest): ExpressionScope => ({
  input: request,
  steps: {},
  state: {},
  run: { id: "", environment: "", startedAt: "", threadId: null, userId: null },
});

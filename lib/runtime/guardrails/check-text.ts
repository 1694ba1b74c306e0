import { RE2JS } from "re2js";
import { evaluateCel } from "@/lib/release/expressions/evaluate-cel";
import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import type { GuardrailCheck } from "@/lib/release/node-config";
import { findAll, findPii, findSecrets, type Place } from "@/lib/runtime/guardrails/find-secrets";

/** What a check found, without what it found it in. `places` is empty when it cannot be located. */
export type GuardrailFinding = { check: string; kind: GuardrailCheck["kind"]; message: string; places: Place[] };

/** What the checks say of a text, but for judges, which are asked elsewhere: nothing when it may pass. In CEL, `input.text` is the text. Errors: `ExpressionError`. */
export const checkText = (
  text: string,
  checks: readonly GuardrailCheck[],
  scope: ExpressionScope,
): GuardrailFinding[] => checks.flatMap((check) => findingsOf(text, check, scope));

/** The text with every place that was found blacked out: `[email]`. Overlapping places become one. */
export function redactText(text: string, findings: readonly GuardrailFinding[]): string {
  const places = findings.flatMap((finding) => finding.places).sort((one, other) => one.from - other.from);
  let redacted = "";
  let end = 0;
  for (const place of places) {
    if (place.from >= end) redacted += `${text.slice(end, place.from)}[${place.name}]`;
    end = Math.max(end, place.to);
  }
  return redacted + text.slice(end);
}

function findingsOf(text: string, check: GuardrailCheck, scope: ExpressionScope): GuardrailFinding[] {
  const { kind } = check;
  switch (check.kind) {
    case "pii":
      return located({ check: "personal data", kind }, findPii(text, check.types));
    case "secrets":
      return located({ check: "secrets", kind }, findSecrets(text));
    case "regex":
      return located({ check: check.name, kind }, findAll(RE2JS.compile(check.pattern), text, check.name));
    case "cel":
      return evaluateCel(check.expression, { ...scope, input: { text } }) === true
        ? []
        : [{ check: check.name, kind, message: "The condition is not true.", places: [] }];
    case "schema":
      return schemaFinding(text, check.schema);
    case "length":
      return lengthFinding(text, check);
    case "judge":
      return [];
  }
}

function located(about: Pick<GuardrailFinding, "check" | "kind">, places: Place[]): GuardrailFinding[] {
  if (places.length === 0) return [];
  const names = [...new Set(places.map(({ name }) => name))].join(", ");
  return [{ ...about, message: `Found ${places.length}: ${names}.`, places }];
}

function schemaFinding(text: string, schema: JsonSchema): GuardrailFinding[] {
  const about = { check: "schema", kind: "schema" as const, places: [] };
  const parsed = parseJson(text);
  if (!parsed) return [{ ...about, message: "The text is not JSON." }];
  const [issue] = jsonValueIssues(schema, parsed.value);
  return issue ? [{ ...about, message: `It does not fit at "${issue.pointer}": ${issue.message}` }] : [];
}

function parseJson(text: string): { value: Json } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function lengthFinding(
  text: string,
  { min = 0, max }: Extract<GuardrailCheck, { kind: "length" }>,
): GuardrailFinding[] {
  if (text.length >= min && text.length <= max) return [];
  const message = `The text has ${text.length} characters; ${min} to ${max} are allowed.`;
  return [{ check: "length", kind: "length", message, places: [] }];
}

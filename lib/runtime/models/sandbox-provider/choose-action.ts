import { RE2JS } from "re2js";
import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import type { SandboxRule, SandboxScript } from "@/lib/release/sandbox-script";
import { fillTemplate } from "@/lib/runtime/models/sandbox-provider/fill-template";
import { minimalInstance } from "@/lib/runtime/models/sandbox-provider/minimal-instance";
import type { PromptFacts } from "@/lib/runtime/models/sandbox-provider/read-prompt";

export type SandboxAction =
  | { kind: "say"; text: string }
  | { kind: "call"; calls: { name: string; input: Json }[] }
  | { kind: "json"; value: Json }
  | { kind: "fail"; fail: NonNullable<SandboxRule["fail"]> };

export type SandboxAsk = { facts: PromptFacts; tools: ReadonlySet<string>; output: JsonSchema | null; attempt: number };

/** The first rule that applies decides; without one: a minimal instance of the schema, or a sentence that says so. */
export function chooseAction(script: SandboxScript, ask: SandboxAsk): SandboxAction {
  for (const rule of script.rules) {
    const values = matchRule(rule, ask);
    const action = values && actionOf(rule, ask, values);
    if (action) return action;
  }
  if (ask.output) return { kind: "json", value: minimalInstance(ask.output) };
  return { kind: "say", text: "[simulated] No rule matched; I do not understand language." };
}

/** The values for templates if the rule applies, else null. */
function matchRule({ when }: SandboxRule, { facts, output }: SandboxAsk): Record<string, Json> | null {
  const outcome = (tool: string | undefined) => (tool === undefined ? undefined : (facts.outcomes[tool] ?? "none"));
  const holds =
    [undefined, "ok"].includes(outcome(when.afterTool)) &&
    [undefined, "none"].includes(outcome(when.notAfterTool)) &&
    [undefined, "refused"].includes(outcome(when.refused)) &&
    [undefined, "error"].includes(outcome(when.failed)) &&
    (when.turn === undefined || when.turn === facts.turn) &&
    (when.systemContains === undefined || facts.system.includes(when.systemContains)) &&
    (when.schemaName === undefined || when.schemaName === output?.title);
  const match = holds ? matchUser(when.userMatches, facts.user) : null;
  return match && { match, results: facts.results, user: facts.user };
}

function matchUser(pattern: string | undefined, user: string): Record<string, Json> | null {
  if (pattern === undefined) return {};
  const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  const matcher = compiled.matcher(user);
  if (!matcher.find()) return null;
  return Object.fromEntries(
    Object.keys(compiled.namedGroups()).map((name) => [name, numberOrText(matcher.group(name) ?? "")]),
  );
}

/** A tool may ask for a number. */
const numberOrText = (text: string): Json => (/^\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : text);

function actionOf(rule: SandboxRule, ask: SandboxAsk, values: Record<string, Json>): SandboxAction | null {
  if (rule.fail) return ask.attempt <= (rule.fail.times ?? Number.POSITIVE_INFINITY) ? failing(rule.fail) : null;
  if (rule.json !== undefined) return jsonAction(fillTemplate(rule.json, values), ask.output);
  const calls = rule.callTools ?? (rule.callTool ? [rule.callTool] : []);
  if (calls.length > 0) return callAction(calls, ask.tools, values);
  if (rule.say === undefined || ask.output) return null;
  const text = fillTemplate(rule.say, values);
  return { kind: "say", text: typeof text === "string" ? text : JSON.stringify(text) };
}

function jsonAction(value: Json, output: JsonSchema | null): SandboxAction | null {
  const asked = output && onlyAsked(value, output);
  return asked !== null && output && jsonValueIssues(output, asked).length === 0
    ? { kind: "json", value: asked }
    : null;
}

/** A script may say how sure it is; who did not ask is not told. */
function onlyAsked(value: Json, { properties }: JsonSchema): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { confidence, ...rest } = value;
  const isAsked = typeof properties === "object" && properties !== null && "confidence" in properties;
  return isAsked || confidence === undefined ? value : rest;
}

function callAction(
  calls: NonNullable<SandboxRule["callTools"]>,
  offered: ReadonlySet<string>,
  values: Record<string, Json>,
): SandboxAction | null {
  if (!calls.every((call) => offered.has(call.name))) return null;
  return { kind: "call", calls: calls.map(({ name, input }) => ({ name, input: fillTemplate(input, values) })) };
}

const failing = (fail: NonNullable<SandboxRule["fail"]>): SandboxAction => ({ kind: "fail", fail });

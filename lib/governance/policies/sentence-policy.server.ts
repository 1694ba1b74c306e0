import { z } from "zod";
import { cedar } from "@/lib/governance/policies/cedar.server";
import type { AgentAction } from "@/lib/governance/policies/decision";
import { REQUEST_CLASS } from "@/lib/governance/policies/http-action";
import type { Policy } from "@/lib/governance/policies/policy-document.server";
import { Sentence } from "@/lib/governance/policies/sentence";

const uid = (type: string, id: string) => ({ type: `Slipway::${type}`, id });
const attribute = (left: cedar.Expr, attr: string): cedar.Expr => ({ ".": { left, attr } });
const context: cedar.Expr = { Var: "context" };
const run = attribute(context, "run");
const args = attribute(context, "args");

/** The Cedar policy of a sentence. Built as JSON and printed by Cedar, never from text, so nothing in it can break out. */
export function sentenceToPolicy(sentence: Sentence): cedar.PolicyJson {
  const { id, title, effect, what, harness, condition } = sentence;
  const conditions: cedar.Clause[] = [];
  if (condition) conditions.push({ kind: "when", body: conditionExpr(condition) });
  if (effect === "ask") conditions.push({ kind: "unless", body: attribute(attribute(run, "approval"), "granted") });
  return {
    effect: effect === "allow" ? "permit" : "forbid",
    principal: harness ? { op: "in", entity: uid("Harness", harness) } : { op: "All" },
    action: { op: "==", entity: uid("Action", actionOf(what)) },
    resource: resourceOf(what),
    conditions,
    annotations: { id, title, ...(effect === "ask" ? { effect_kind: "approval" } : {}) },
  };
}

function actionOf({ kind }: Sentence["what"]): AgentAction["kind"] {
  if (kind === "knowledge" || kind === "any-knowledge") return "knowledge.read";
  if (kind === "memory-read" || kind === "any-memory-read") return "memory.read";
  if (kind === "memory-write" || kind === "any-memory-write") return "memory.write";
  return kind === "model" || kind === "any-model" ? "model.invoke" : "tool.call";
}

function resourceOf(what: Sentence["what"]): cedar.ResourceConstraint {
  switch (what.kind) {
    case "tool":
      return { op: "==", entity: uid("Tool", what.key) };
    case "tool-class":
      return { op: "in", entity: uid("ToolClass", what.key) };
    case "request":
      return { op: "in", entity: uid("ToolClass", REQUEST_CLASS[what.key]) };
    case "model":
      return { op: "==", entity: uid("Model", what.key) };
    case "knowledge":
      return { op: "==", entity: uid("Knowledge", what.key) };
    case "memory-read":
    case "memory-write":
      return { op: "==", entity: uid("MemorySpace", what.key) };
    default:
      return { op: "All" };
  }
}

function conditionExpr(condition: NonNullable<Sentence["condition"]>): cedar.Expr {
  if (condition.kind === "environment")
    return { "==": { left: attribute({ Var: "principal" }, "environment"), right: { Value: condition.value } } };
  if (condition.kind === "untrusted-input") return attribute(attribute(run, "taint"), "untrustedInput");
  const value: cedar.Expr = { decimal: [{ Value: condition.value.toFixed(4) }] };
  return {
    "&&": {
      left: { has: { left: args, attr: condition.argument } },
      right: { greaterThan: [attribute(args, condition.argument), value] },
    },
  };
}

/** The text of a sentence's policy. Throws when Cedar refuses it, which would be a bug. */
export function sentenceToText(sentence: Sentence): string {
  const printed = cedar.policyToText(sentenceToPolicy(sentence));
  if (printed.type === "failure") throw new Error(printed.errors.map((error) => error.message).join("; "));
  return printed.text;
}

/** The sentence that a policy says, or null when it says more than a sentence can. */
export function policyToSentence({ id, title, effect, asks, json }: Policy): Sentence | null {
  const guess = Sentence.safeParse({
    id,
    title,
    effect: effect === "permit" ? "allow" : asks ? "ask" : "forbid",
    what: whatOf(json),
    harness: "entity" in json.principal ? idOf(json.principal.entity, "Harness") : null,
    condition: conditionOf(json),
  });
  if (!guess.success) return null;
  // The form shows a policy only when it would write the very same one.
  const again = cedar.policyToJson(sentenceToText(guess.data));
  const same = again.type === "success" && stable(again.json) === stable(json);
  return same ? guess.data : null;
}

const stable = (json: cedar.PolicyJson): string =>
  JSON.stringify(json, (_key, value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [two]) => (one < two ? -1 : 1)))
      : value,
  );

function idOf(entity: unknown, type: string): string | null {
  if (typeof entity !== "object" || entity === null || !("type" in entity) || !("id" in entity)) return null;
  return entity.type === `Slipway::${type}` && typeof entity.id === "string" ? entity.id : null;
}

/** The type of what an action is about, and the word of the form for it. Calls of tools have classes beside. */
const ABOUT: ReadonlyMap<string | null, { type: string; kind: string }> = new Map([
  ["model.invoke", { type: "Model", kind: "model" }],
  ["knowledge.read", { type: "Knowledge", kind: "knowledge" }],
  ["memory.read", { type: "MemorySpace", kind: "memory-read" }],
  ["memory.write", { type: "MemorySpace", kind: "memory-write" }],
]);

function whatOf(json: cedar.PolicyJson): unknown {
  const action = "entity" in json.action ? idOf(json.action.entity, "Action") : null;
  const entity = "entity" in json.resource ? json.resource.entity : null;
  const about = ABOUT.get(action);
  if (about) {
    const key = idOf(entity, about.type);
    return key === null ? { kind: `any-${about.kind}` } : { kind: about.kind, key };
  }
  const tool = idOf(entity, "Tool");
  const toolClass = idOf(entity, "ToolClass");
  if (tool !== null) return { kind: "tool", key: tool };
  if (toolClass === REQUEST_CLASS.read || toolClass === REQUEST_CLASS.write)
    return { kind: "request", key: toolClass === REQUEST_CLASS.read ? "read" : "write" };
  return toolClass === null ? { kind: "any-tool" } : { kind: "tool-class", key: toolClass };
}

const AmountBody = z.object({
  "&&": z.object({
    left: z.object({ has: z.object({ attr: z.string() }) }),
    right: z.object({
      greaterThan: z.tuple([z.unknown(), z.object({ decimal: z.tuple([z.object({ Value: z.string() })]) })]),
    }),
  }),
});
const EnvironmentBody = z.object({ "==": z.object({ right: z.object({ Value: z.string() }) }) });

/** A first reading of the condition; whether it is right is decided by writing it again. */
function conditionOf({ conditions }: cedar.PolicyJson): unknown {
  const when = conditions.find((clause) => clause.kind === "when");
  if (!when) return null;
  const amount = AmountBody.safeParse(when.body);
  if (amount.success) {
    const { left, right } = amount.data["&&"];
    return { kind: "amount-over", argument: left.has.attr, value: Number(right.greaterThan[1].decimal[0].Value) };
  }
  const environment = EnvironmentBody.safeParse(when.body);
  if (environment.success) return { kind: "environment", value: environment.data["=="].right.Value };
  return { kind: "untrusted-input" };
}

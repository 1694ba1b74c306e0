import { z } from "zod";
import { cedar } from "@/lib/governance/policies/cedar.server";
import type { AgentAction, DecisionInput, DecisionResult } from "@/lib/governance/policies/decision";
import type { Policy } from "@/lib/governance/policies/policy-document.server";
import { argumentTypes } from "@/lib/governance/policies/policy-schema";

export type Evaluation = Pick<DecisionResult, "verdict" | "why" | "reasons" | "obligations">;
type Request = Omit<cedar.StatefulAuthorizationCall, "preparsedPolicySetId">;

const SLOTS = 64;
const uid = (type: string, id: string) => ({ type: `Slipway::${type}`, id });

/** Parsed policy sets stay in the engine until their slot is taken over: the oldest goes first. */
const slots = new Map<string, string>();

/** Makes a set known to the engine. `key` names its content, for example a hash. */
function prepare(key: string, policies: readonly Policy[]): string {
  const known = slots.get(key);
  if (known) return known;
  const [oldestKey, oldestSlot] = slots.entries().next().value ?? [];
  const slot = slots.size >= SLOTS && oldestSlot ? oldestSlot : `slot${slots.size}`;
  if (slots.size >= SLOTS && oldestKey) slots.delete(oldestKey);
  const answer = cedar.preparsePolicySet(slot, {
    staticPolicies: Object.fromEntries(policies.map((policy) => [policy.id, policy.text])),
  });
  if (answer.type === "failure") throw new Error(answer.errors.map((error) => error.message).join("; "));
  slots.set(key, slot);
  return slot;
}

/**
 * Asks a set of policies about one call. Default deny; forbid wins; an error inside any policy denies (Cedar itself would
 * skip it). When only policies that ask for a person stand in the way, the verdict is `needs_approval`.
 */
export function evaluatePolicies(key: string, policies: readonly Policy[], input: DecisionInput): Evaluation {
  const request = requestOf(input, input.approved);
  if (!request) return { verdict: "deny", why: "invalid_request", reasons: [], obligations: [] };
  const preparsedPolicySetId = prepare(key, policies);
  const answer = authorize({ ...request, preparsedPolicySetId });
  if (answer === "invalid") return { verdict: "deny", why: "invalid_request", reasons: [], obligations: [] };
  const reasons = reasonsOf(policies, answer.diagnostics.reason);
  if (answer.diagnostics.errors.length > 0)
    return {
      verdict: "deny",
      why: "policy_error",
      reasons: reasonsOf(
        policies,
        answer.diagnostics.errors.map((error) => error.policyId),
      ),
      obligations: [],
    };
  if (answer.decision === "allow") return { verdict: "allow", why: "policy", reasons, obligations: [] };
  if (reasons.length === 0) return { verdict: "deny", why: "default_deny", reasons, obligations: [] };
  const asks = !input.approved && reasons.every((reason) => policies.find((policy) => policy.id === reason.id)?.asks);
  const granted = asks ? requestOf(input, true) : null;
  const second = granted ? authorize({ ...granted, preparsedPolicySetId }) : "invalid";
  const canBeApproved = second !== "invalid" && second.decision === "allow" && second.diagnostics.errors.length === 0;
  return { verdict: canBeApproved ? "needs_approval" : "deny", why: "policy", reasons, obligations: [] };
}

function authorize(call: cedar.StatefulAuthorizationCall): cedar.Response | "invalid" {
  const answer = cedar.statefulIsAuthorized(call);
  return answer.type === "success" ? answer.response : "invalid";
}

function reasonsOf(policies: readonly Policy[], ids: readonly string[]): Evaluation["reasons"] {
  return policies.filter((policy) => ids.includes(policy.id)).map(({ id, title, effect }) => ({ id, title, effect }));
}

/** The Cedar request of one call, or null when its arguments are not what the tool's schema says. */
function requestOf(input: DecisionInput, granted: boolean): Request | null {
  const run = uid("AgentRun", input.runId);
  const harness = uid("Harness", input.harnessSlug);
  const { runCostMicros, runSteps, toolCallsInRun } = input.usage;
  const context = {
    run: {
      taint: { ...input.taint },
      approval: { granted },
      usage: { runCostMicros: Math.round(runCostMicros), runSteps, toolCallsInRun },
    },
  };
  const target = targetOf(input.action);
  if (!target) return null;
  return {
    principal: run,
    action: uid("Action", input.action.kind),
    resource: target.uid,
    context: { ...context, ...target.context },
    entities: [
      { uid: run, attrs: { environment: input.environment }, parents: [harness] },
      { uid: harness, attrs: {}, parents: [] },
      ...target.entities,
    ],
  };
}

type Target = { uid: { type: string; id: string }; context: cedar.Context; entities: cedar.Entities };

function targetOf(action: AgentAction): Target | null {
  if (action.kind === "model.invoke") {
    const { ref, provider, external } = action.model;
    const model = uid("Model", ref);
    return {
      uid: model,
      context: { inputTokens: Math.round(action.inputTokens) },
      entities: [{ uid: model, attrs: { provider, external }, parents: [] }],
    };
  }
  if (action.kind === "knowledge.read") {
    const knowledge = uid("Knowledge", action.knowledge.key);
    return { uid: knowledge, context: {}, entities: [{ uid: knowledge, attrs: {}, parents: [] }] };
  }
  if (action.kind === "memory.read" || action.kind === "memory.write") {
    const memory = uid("MemorySpace", action.memory.scope);
    return { uid: memory, context: {}, entities: [{ uid: memory, attrs: {}, parents: [] }] };
  }
  const args = argumentsOf(action.args, action.tool.inputSchema);
  if (!args) return null;
  const tool = uid("Tool", action.tool.key);
  const classes = action.tool.classes.map((name) => uid("ToolClass", name));
  return {
    uid: tool,
    context: { args },
    entities: [
      { uid: tool, attrs: { sideEffect: action.tool.sideEffect }, parents: classes },
      ...classes.map((one) => ({ uid: one, attrs: {}, parents: [] })),
    ],
  };
}

const READ = {
  string: z.string(),
  integer: z.int().refine(Number.isSafeInteger),
  boolean: z.boolean(),
  number: z
    .number()
    .refine((value) => Math.abs(value) < 900_000_000_000)
    .transform((value) => ({ __extn: { fn: "decimal", arg: value.toFixed(4) } })),
} as const;

/** The scalar arguments as Cedar values; null when one has another type than its schema. */
function argumentsOf(args: unknown, schema: Record<string, unknown>): Record<string, cedar.CedarValueJson> | null {
  const given = z.record(z.string(), z.unknown()).safeParse(args ?? {});
  if (!given.success) return null;
  const result: Record<string, cedar.CedarValueJson> = {};
  for (const [name, type] of Object.entries(argumentTypes(schema))) {
    const value = given.data[name];
    if (value === undefined || value === null) continue;
    const read = READ[type].safeParse(value);
    if (!read.success) return null;
    result[name] = read.data;
  }
  return result;
}

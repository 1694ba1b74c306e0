import { randomUUID } from "node:crypto";
import { cedar } from "@/lib/governance/policies/cedar.server";
import { findActivePolicies } from "@/lib/governance/policies/data.server";
import type { AgentAction, DecisionInput, Verdict } from "@/lib/governance/policies/decision";
import { type Evaluation, evaluatePolicies } from "@/lib/governance/policies/evaluate-policies.server";
import { type Policy, readPolicyDocument } from "@/lib/governance/policies/policy-document.server";
import { toolAction } from "@/lib/governance/policies/tool-action";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { ToolDefinition } from "@/lib/release/tool-definition";

/** The policies' answer about an action before anything is known of its arguments. */
export type PolicyAnswer = Pick<Evaluation, "verdict" | "why" | "reasons"> & {
  /** Policies about the same action whose condition looks at the call itself: they may still say something else. */
  conditional: { id: string; title: string; effect: "allow" | "ask" | "forbid" }[];
  /** Denied, whatever the call is about: nothing permits it under any condition, or a policy without one forbids it. */
  isFinal: boolean;
};
/** A verdict before anything is known of a call. `never`: denied for any call. */
export type StandingVerdict = Verdict | "never";
export type AskPolicies = (action: AgentAction) => PolicyAnswer;

/** Asks the policies in force about actions of a run of this harness that has done nothing yet. */
export async function askActivePolicies(
  db: TenantDb,
  tenantId: TenantId,
  at: { harnessSlug: string; environment: "staging" | "production" },
): Promise<AskPolicies> {
  const active = await findActivePolicies(db, tenantId);
  const policies = active ? readPolicyDocument(active.cedarText).policies : [];
  const sha256 = active?.sha256 ?? "none";
  const open = withoutConditions(policies);
  return (action) => {
    const input = inputOf(action, at);
    const { verdict, why, reasons } = evaluatePolicies(sha256, policies, input);
    const about = evaluatePolicies(`${sha256} without conditions`, open, input).reasons;
    const decided = new Set(reasons.map((reason) => reason.id));
    const conditional = about
      .filter(({ id }) => !decided.has(id))
      .map(({ id, title }) => ({ id, title, effect: effectOf(policies, id) }));
    const isPermitted = conditional.some(({ effect }) => effect === "allow");
    const isForbidden = reasons.some(
      ({ id }) => effectOf(policies, id) === "forbid" && !open.some((one) => one.id === id),
    );
    const isFinal =
      verdict === "deny" && ((why === "default_deny" && !isPermitted) || (why === "policy" && isForbidden));
    return { verdict, why, reasons, conditional, isFinal };
  };
}

/** The answer as one word. */
export const standingVerdict = ({ verdict, isFinal }: PolicyAnswer): StandingVerdict => (isFinal ? "never" : verdict);

/** What the active policies say about each tool, called without arguments by a harness in production. */
export async function toolVerdicts(
  db: TenantDb,
  tenantId: TenantId,
  harnessSlug: string,
  tools: readonly ToolDefinition[],
): Promise<Record<string, StandingVerdict>> {
  const ask = await askActivePolicies(db, tenantId, { harnessSlug, environment: "production" });
  return Object.fromEntries(tools.map((tool) => [tool.key, standingVerdict(ask(toolAction(tool)))]));
}

type Model = Extract<AgentAction, { kind: "model.invoke" }>["model"];

/** What the active policies say about each model, called with a short input by a harness in production; by reference. */
export async function modelVerdicts(
  db: TenantDb,
  tenantId: TenantId,
  harnessSlug: string,
  models: readonly Model[],
): Promise<Record<string, StandingVerdict>> {
  const ask = await askActivePolicies(db, tenantId, { harnessSlug, environment: "production" });
  return Object.fromEntries(
    models.map((model) => [model.ref, standingVerdict(ask({ kind: "model.invoke", model, inputTokens: 0 }))]),
  );
}

const inputOf = (
  action: AgentAction,
  { harnessSlug, environment }: { harnessSlug: string; environment: string },
): DecisionInput => ({
  runId: randomUUID(),
  nodeKey: "readiness",
  stepKey: "readiness",
  attempt: 1,
  harnessSlug,
  projectId: "",
  approved: false,
  environment,
  now: 0,
  taint: { untrustedInput: false, readSensitive: false },
  usage: { runCostMicros: 0, runSteps: 0, toolCallsInRun: 0 },
  action,
});

/** Policies whose condition reads the call, as permits of everything that they could be about: who is named by an answer covers it. */
function withoutConditions(policies: readonly Policy[]): Policy[] {
  return policies.flatMap((policy) => {
    if (!JSON.stringify(policy.json.conditions).includes('"Var":"context"')) return [];
    const printed = cedar.policyToText({ ...policy.json, effect: "permit", conditions: [] });
    return printed.type === "success" ? [{ ...policy, text: printed.text }] : [];
  });
}

function effectOf(policies: readonly Policy[], id: string): PolicyAnswer["conditional"][number]["effect"] {
  const policy = policies.find((one) => one.id === id);
  if (policy?.effect === "permit") return "allow";
  return policy?.asks ? "ask" : "forbid";
}

import type { DecisionInput, DecisionResult } from "@/lib/governance/policies/decision";
import { type Evaluation, evaluatePolicies } from "@/lib/governance/policies/evaluate-policies.server";
import { type Policy, readPolicyDocument } from "@/lib/governance/policies/policy-document.server";
import { type PolicyText, storeDecision } from "@/lib/governance/policies/store-decision.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { newId } from "@/lib/platform/ids/new-id.server";
import { log } from "@/lib/platform/log/log.server";

const MAX_KEPT = 200;
const MAX_TENANTS = 2_000;
/** Policies that change faster than this many turns get no answer; the run asks again. */
const MAX_TURNS = 5;
const NONE: PolicyText = { version: 0, sha256: "", text: "" };

/** Read policies by the hash of their text, and what was last seen in force in each tenant. */
const kept = new Map<string, Policy[]>();
const lastSeen = new Map<TenantId, PolicyText>();

/**
 * The policies' answer about one call of an agent, by the version that is active now: an activation works on the next
 * call. The policies are kept between calls, and nothing tells this process of a change: the write of the decision
 * compares, and when others are in force nothing is written and the call is decided again by those. The decision is
 * committed before this returns; without a committed decision there is no effect.
 */
export async function decide(input: DecisionInput, tenantId: TenantId): Promise<DecisionResult> {
  try {
    return await decideByPoliciesInForce(input, tenantId);
  } catch (error) {
    // What could not be read may be what is kept: the next call begins with what the database says.
    lastSeen.delete(tenantId);
    log().error({ error: String(error), run: input.runId }, "the policy engine gave no answer");
    return {
      decisionId: newId(),
      verdict: "deny",
      why: "engine_unavailable",
      reasons: [],
      obligations: [],
      policyVersion: 0,
      latencyUs: 0,
      isBudgeted: true,
    };
  }
}

async function decideByPoliciesInForce(input: DecisionInput, tenantId: TenantId): Promise<DecisionResult> {
  let by = lastSeen.get(tenantId) ?? NONE;
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const before = performance.now();
    const evaluation = evaluate(by, input);
    const latencyUs = Math.round((performance.now() - before) * 1_000);
    const result = { ...evaluation, decisionId: newId(), policyVersion: by.version, latencyUs };
    const answer = await storeDecision({ tenantId, by, input, result });
    if (answer.stored) return { ...result, isBudgeted: answer.isBudgeted };
    by = answer.inForce;
    keep(lastSeen, MAX_TENANTS, tenantId, by);
  }
  throw new Error(`The policies changed ${MAX_TURNS} times during one decision.`);
}

const evaluate = (by: PolicyText, input: DecisionInput): Evaluation =>
  by.version === 0
    ? { verdict: "deny", why: "default_deny", reasons: [], obligations: [] }
    : evaluatePolicies(by.sha256, policiesOf(by), input);

function policiesOf({ sha256, text }: PolicyText): Policy[] {
  const known = kept.get(sha256);
  if (known) return known;
  const { policies, issues } = readPolicyDocument(text);
  if (issues[0]) throw new Error(`The active policies cannot be read: ${issues[0].message}`);
  keep(kept, MAX_KEPT, sha256, policies);
  return policies;
}

function keep<Key, Value>(map: Map<Key, Value>, most: number, key: Key, value: Value): void {
  const [oldest] = map.keys();
  if (map.size >= most && oldest !== undefined && !map.has(key)) map.delete(oldest);
  map.set(key, value);
}

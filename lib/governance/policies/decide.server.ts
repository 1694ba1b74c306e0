import type { PoolClient } from "pg";
import { z } from "zod";
import type { DecisionInput, DecisionResult } from "@/lib/governance/policies/decision";
import { type Evaluation, evaluatePolicies } from "@/lib/governance/policies/evaluate-policies.server";
import { type Policy, readPolicyDocument } from "@/lib/governance/policies/policy-document.server";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { newId } from "@/lib/platform/ids/new-id.server";
import { log } from "@/lib/platform/log/log.server";

const MAX_KEPT = 200;
const kept = new Map<string, Policy[]>();

const ACTIVE = `
  SELECT version.version, version.sha256, version.cedar_text
    FROM policy_activation activation
    JOIN policy_version version USING (tenant_id, set_id, version)
   WHERE activation.tenant_id = $1 ORDER BY activation.at DESC, activation.seq DESC LIMIT 1`;
const ActiveRow = z.object({ version: z.number(), sha256: z.string(), cedar_text: z.string() });

const INSERT = `
  INSERT INTO decision (tenant_id, id, at, run_id, node_key, step_key, attempt, harness_slug, environment, action, resource,
         verdict, why, reasons, obligations, input, policy_version, latency_us)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`;

/**
 * The policies' answer about one call of an agent, by the version that is active now: an activation works on the next
 * call. The decision is committed before this returns; without a committed decision there is no effect.
 */
export async function decide(input: DecisionInput, tenantId: TenantId): Promise<DecisionResult> {
  try {
    return await workerTransaction(tenantId, (client) => decideWith(client, input, tenantId));
  } catch (error) {
    log().error({ error: String(error), run: input.runId }, "the policy engine gave no answer");
    return {
      decisionId: newId(),
      verdict: "deny",
      why: "engine_unavailable",
      reasons: [],
      obligations: [],
      policyVersion: 0,
      latencyUs: 0,
    };
  }
}

async function decideWith(client: PoolClient, input: DecisionInput, tenantId: TenantId): Promise<DecisionResult> {
  const before = performance.now();
  const { rows } = await client.query({ name: "active_policies", text: ACTIVE, values: [tenantId] });
  const active = rows[0] ? ActiveRow.parse(rows[0]) : null;
  const evaluation = active
    ? evaluatePolicies(active.sha256, policiesOf(active), input)
    : ({ verdict: "deny", why: "default_deny", reasons: [], obligations: [] } satisfies Evaluation);
  const result: DecisionResult = {
    ...evaluation,
    decisionId: newId(),
    policyVersion: active?.version ?? 0,
    latencyUs: Math.round((performance.now() - before) * 1_000),
  };
  await insert(client, input, tenantId, result);
  return result;
}

function policiesOf(active: z.infer<typeof ActiveRow>): Policy[] {
  const known = kept.get(active.sha256);
  if (known) return known;
  const { policies, issues } = readPolicyDocument(active.cedar_text);
  if (issues[0]) throw new Error(`The active policies cannot be read: ${issues[0].message}`);
  const [oldest] = kept.keys();
  if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(active.sha256, policies);
  return policies;
}

async function insert(client: PoolClient, input: DecisionInput, tenantId: TenantId, result: DecisionResult) {
  const { action } = input;
  const facts =
    action.kind === "tool.call"
      ? { classes: action.tool.classes, sideEffect: action.tool.sideEffect, args: action.args }
      : { provider: action.model.provider, external: action.model.external, inputTokens: action.inputTokens };
  await client.query({
    name: "insert_decision",
    text: INSERT,
    values: [
      tenantId,
      result.decisionId,
      new Date(input.now),
      input.runId,
      input.nodeKey,
      input.stepKey,
      input.attempt,
      input.harnessSlug,
      input.environment,
      action.kind,
      action.kind === "tool.call" ? action.tool.key : action.model.ref,
      result.verdict,
      result.why,
      JSON.stringify(result.reasons),
      result.obligations,
      JSON.stringify({ ...facts, taint: input.taint, usage: input.usage, ...(input.approved && { approved: true }) }),
      result.policyVersion,
      result.latencyUs,
    ],
  });
}

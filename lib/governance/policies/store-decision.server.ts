import { z } from "zod";
import { actionResource } from "@/lib/governance/policies/action-resource";
import type { AgentAction, DecisionInput, DecisionResult } from "@/lib/governance/policies/decision";
import { Batch } from "@/lib/platform/db/batch";
import { workerPool } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** The policies of a tenant as a verdict names them: version 0 with an empty hash when there are none. */
export type PolicyText = { version: number; sha256: string; text: string };
const Answers = z.array(
  z.union([
    z.object({ stored: z.literal(true), budgeted: z.boolean() }),
    z.object({ version: z.number(), sha256: z.string(), text: z.string() }),
  ]),
);

type Item = { tenantId: TenantId; by: PolicyText; input: DecisionInput; result: Omit<DecisionResult, "isBudgeted"> };
type Answer = { stored: true; isBudgeted: boolean } | { stored: false; inForce: PolicyText };

/** Two at a time: what is asked during a commit waits for half of it, and twenty calls side by side share one or two. */
const decisions = new Batch<Item, Answer>(write, { lanes: 2, maxItems: 64 });

/**
 * Stores a decision, if the policies that it came from are those in force at that moment; else tells which are. Resolves
 * when it is committed. Each item of a group is written in its own tenant.
 */
export const storeDecision = (item: Item): Promise<Answer> => decisions.add(item);

async function write(items: Item[]): Promise<Answer[]> {
  const batch = items.map(({ tenantId, by: { version, sha256 }, input, result }) => ({
    ...{ tenant: tenantId, version, sha256 },
    row: rowOf(input, result),
  }));
  const { rows } = await workerPool().query({
    name: "decision_write",
    text: "SELECT decision_write($1) AS answers",
    values: [JSON.stringify(batch)],
  });
  return Answers.length(items.length)
    .parse(rows[0]?.answers)
    .map((answer) =>
      "stored" in answer ? { stored: true, isBudgeted: answer.budgeted } : { stored: false, inForce: answer },
    );
}

function rowOf(input: DecisionInput, result: Item["result"]) {
  const { action, taint, usage } = input;
  return {
    id: result.decisionId,
    at: input.now,
    runId: input.runId,
    nodeKey: input.nodeKey,
    stepKey: input.stepKey,
    attempt: input.attempt,
    harnessSlug: input.harnessSlug,
    environment: input.environment,
    action: action.kind,
    resource: actionResource(action),
    verdict: result.verdict,
    why: result.why,
    reasons: result.reasons,
    obligations: result.obligations,
    input: { ...factsOf(action), taint, usage, ...(input.approved && { approved: true }) },
    latencyUs: result.latencyUs,
  };
}

/** What the policies saw of the action itself. */
function factsOf(action: AgentAction) {
  switch (action.kind) {
    case "tool.call":
      return { classes: action.tool.classes, sideEffect: action.tool.sideEffect, args: action.args };
    case "model.invoke":
      return { provider: action.model.provider, external: action.model.external, inputTokens: action.inputTokens };
    case "knowledge.read":
    case "memory.read":
    case "memory.write":
      return {};
  }
}

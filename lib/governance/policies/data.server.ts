import { randomUUID } from "node:crypto";
import type { AgentAction, Verdict } from "@/lib/governance/policies/decision";
import { evaluatePolicies } from "@/lib/governance/policies/evaluate-policies.server";
import { readPolicyDocument } from "@/lib/governance/policies/policy-document.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { ToolDefinition } from "@/lib/release/tool-definition";

/** The version that is in force, with its text, or null for a tenant without policies. */
export async function findActivePolicies(db: TenantDb, tenantId: TenantId) {
  const activation = await db.policyActivation.findFirst({
    where: { tenantId },
    orderBy: [{ at: "desc" }, { seq: "desc" }],
  });
  if (!activation) return null;
  const version = await db.policyVersion.findFirstOrThrow({
    where: { tenantId, setId: activation.setId, version: activation.version },
  });
  return { ...version, activatedAt: activation.at, activatedBy: activation.by };
}

/** What the active policies say about each tool, called without arguments by a harness in production. */
export async function toolVerdicts(
  db: TenantDb,
  tenantId: TenantId,
  harnessSlug: string,
  tools: readonly ToolDefinition[],
): Promise<Record<string, Verdict>> {
  const ask = await askActivePolicies(db, tenantId, harnessSlug);
  const actionOf = ({ key, classes, sideEffect, input }: ToolDefinition): AgentAction => ({
    kind: "tool.call",
    tool: { key, classes, sideEffect, inputSchema: input },
    args: {},
  });
  return Object.fromEntries(tools.map((tool) => [tool.key, ask(actionOf(tool))]));
}

type Model = Extract<AgentAction, { kind: "model.invoke" }>["model"];

/** What the active policies say about each model, called with a short input by a harness in production; by reference. */
export async function modelVerdicts(
  db: TenantDb,
  tenantId: TenantId,
  harnessSlug: string,
  models: readonly Model[],
): Promise<Record<string, Verdict>> {
  const ask = await askActivePolicies(db, tenantId, harnessSlug);
  return Object.fromEntries(models.map((model) => [model.ref, ask({ kind: "model.invoke", model, inputTokens: 0 })]));
}

/** Asks the policies in force about actions of a run that has done nothing yet. */
async function askActivePolicies(db: TenantDb, tenantId: TenantId, harnessSlug: string) {
  const active = await findActivePolicies(db, tenantId);
  const policies = active ? readPolicyDocument(active.cedarText).policies : [];
  return (action: AgentAction): Verdict =>
    evaluatePolicies(active?.sha256 ?? "none", policies, {
      runId: randomUUID(),
      nodeKey: "readiness",
      stepKey: "readiness",
      attempt: 1,
      harnessSlug,
      projectId: "",
      approved: false,
      environment: "production",
      now: 0,
      taint: { untrustedInput: false, readSensitive: false },
      usage: { runCostMicros: 0, runSteps: 0, toolCallsInRun: 0 },
      action,
    }).verdict;
}

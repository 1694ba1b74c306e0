import { randomUUID } from "node:crypto";
import { listModelRefs } from "@/lib/governance/models/list-model-refs.server";
import type { AgentAction } from "@/lib/governance/policies/decision";
import { evaluatePolicies } from "@/lib/governance/policies/evaluate-policies.server";
import { httpAction } from "@/lib/governance/policies/http-action";
import { readPolicyDocument } from "@/lib/governance/policies/policy-document.server";
import { listPolicyTools } from "@/lib/governance/policies/policy-tools.server";
import type { TestCall, TestedAction, TestVerdict } from "@/lib/governance/policies/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/**
 * What a policy text says about one thing that a run could want, by the evaluation that decides runs. Nothing is done and
 * nothing is stored. Errors: `invalid-policy` for a text with a mistake, `not-found` for a tool, model or knowledge that
 * the tenant does not have.
 */
export async function testPolicies(db: TenantDb, tenantId: TenantId, call: TestCall): Promise<TestVerdict> {
  const { policies, issues } = readPolicyDocument(call.cedarText);
  if (issues[0]) throw new ProblemError("invalid-policy", `The text has a mistake first: ${issues[0].message}`);
  const { verdict, why, reasons } = evaluatePolicies(`test:${randomUUID()}`, policies, {
    runId: randomUUID(),
    nodeKey: "test",
    stepKey: "test",
    attempt: 1,
    harnessSlug: call.harness,
    projectId: "",
    approved: false,
    environment: call.environment,
    now: 0,
    taint: { untrustedInput: call.untrustedInput, readSensitive: false },
    usage: { runCostMicros: 0, runSteps: 0, toolCallsInRun: 0 },
    action: await actionOf(db, tenantId, call.action),
  });
  return { verdict, why, reasons };
}

async function actionOf(db: TenantDb, tenantId: TenantId, asked: TestedAction): Promise<AgentAction> {
  switch (asked.kind) {
    case "request":
      return httpAction(asked);
    case "tool.call": {
      const tool = (await listPolicyTools(db, tenantId)).find(({ key }) => key === asked.tool);
      if (!tool) throw new ProblemError("not-found", `There is no tool "${asked.tool}".`);
      const { key, classes, sideEffect, input } = tool;
      return {
        kind: asked.kind,
        tool: { key, classes: [...classes], sideEffect, inputSchema: input },
        args: asked.args,
      };
    }
    case "model.invoke": {
      const model = (await listModelRefs(db, tenantId)).find(({ ref }) => ref === asked.model);
      if (!model) throw new ProblemError("not-found", `There is no model "${asked.model}".`);
      const { ref, provider, simulated } = model;
      return { kind: asked.kind, model: { ref, provider, external: !simulated }, inputTokens: asked.inputTokens };
    }
    case "knowledge.read": {
      const knowledge = await db.knowledge.findFirst({
        where: { tenantId, key: asked.knowledge },
        select: { key: true },
      });
      if (!knowledge) throw new ProblemError("not-found", `There is no knowledge base "${asked.knowledge}".`);
      return { kind: asked.kind, knowledge };
    }
    case "memory.read":
    case "memory.write":
      return { kind: asked.kind, memory: { scope: asked.scope } };
  }
}

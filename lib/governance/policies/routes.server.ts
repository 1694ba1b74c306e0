import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { findActivePolicies } from "@/lib/governance/policies/data.server";
import { evaluatePolicies } from "@/lib/governance/policies/evaluate-policies.server";
import { activatePolicies, checkPolicies } from "@/lib/governance/policies/mutations.server";
import { readPolicyDocument } from "@/lib/governance/policies/policy-document.server";
import { argumentTypes } from "@/lib/governance/policies/policy-schema";
import { listPolicyTools } from "@/lib/governance/policies/policy-tools.server";
import { policyView, withSentence } from "@/lib/governance/policies/policy-view.server";
import {
  Activated,
  Activation,
  CedarText,
  ChangedText,
  CheckedPolicies,
  PolicySetView,
  SentenceChange,
  TestCall,
  TestVerdict,
} from "@/lib/governance/policies/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";

const tag = "Policies";
const MAX_VERSIONS = 50;

export const policyRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/policies",
      scope: "policy:read",
      summary: "Active policies and their history",
      tag,
      response: PolicySetView,
    },
    ({ actor }) => withTenant(actor, "policy:read", (db) => policySet(db, actor.tenantId)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/policies/versions/{version}",
      scope: "policy:read",
      summary: "The text of one version",
      tag,
      params: z.object({ version: z.coerce.number().int().min(1) }),
      response: ChangedText,
    },
    ({ actor, params: { version } }) =>
      withTenant(actor, "policy:read", async (db) => {
        const found = await db.policyVersion.findFirst({ where: { tenantId: actor.tenantId, version } });
        if (!found) throw new ProblemError("not-found");
        return { cedarText: found.cedarText };
      }),
  ),
  governedRoute(
    {
      method: "post",
      path: "/policies/check",
      scope: "policy:read",
      summary: "Check a policy text without changing anything",
      tag,
      body: z.strictObject({ cedarText: CedarText }),
      response: CheckedPolicies,
    },
    ({ actor, body: { cedarText } }) =>
      withTenant(actor, "policy:read", async (db) => ({
        issues: await checkPolicies(db, actor, cedarText),
        policies: readPolicyDocument(cedarText).policies.map(policyView),
      })),
  ),
  governedRoute(
    {
      method: "post",
      path: "/policies/sentences",
      scope: "policy:write",
      summary: "A policy text with a sentence added or replaced; nothing is stored",
      tag,
      body: SentenceChange,
      response: ChangedText,
    },
    async ({ body }) => ({ cedarText: withSentence(body.cedarText, body.sentence, body.replaces) }),
  ),
  governedRoute(
    {
      method: "post",
      path: "/policies/test",
      scope: "policy:read",
      summary: "What a policy text says about one call of a tool; nothing is called",
      tag,
      body: TestCall,
      response: TestVerdict,
    },
    ({ actor, body }) => withTenant(actor, "policy:read", (db) => testCall(db, actor.tenantId, body)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/policies",
      scope: "policy:activate",
      summary: "Store a policy text as the next version and put it in force at once",
      tag,
      body: Activation,
      response: Activated,
      status: 201,
    },
    ({ actor, body }) => withTenant(actor, "policy:activate", (db) => activatePolicies(db, actor, body)),
  ),
];

async function policySet(db: TenantDb, tenantId: TenantId): Promise<z.infer<typeof PolicySetView>> {
  const active = await findActivePolicies(db, tenantId);
  const versions = await db.policyVersion.findMany({
    where: { tenantId },
    orderBy: { version: "desc" },
    take: MAX_VERSIONS,
  });
  const tools = await listPolicyTools(db, tenantId);
  const harnesses = await db.harness.findMany({
    where: { tenantId, archivedAt: null },
    select: { slug: true, name: true },
    orderBy: { name: "asc" },
  });
  const knowledge = await db.knowledge.findMany({
    where: { tenantId },
    select: { key: true, name: true },
    orderBy: { key: "asc" },
  });
  return {
    version: active?.version ?? 0,
    cedarText: active?.cedarText ?? "",
    policies: readPolicyDocument(active?.cedarText ?? "").policies.map(policyView),
    versions: versions.map(({ version, authorId, at, note }) => ({
      version,
      by: authorId,
      at: at.toISOString(),
      note,
    })),
    tools: tools.map(({ key, name, input }) => ({
      key,
      name,
      decimals: Object.entries(argumentTypes(input)).flatMap(([argument, type]) =>
        type === "number" ? [argument] : [],
      ),
    })),
    knowledge,
    harnesses,
  };
}

async function testCall(
  db: TenantDb,
  tenantId: TenantId,
  call: z.infer<typeof TestCall>,
): Promise<z.infer<typeof TestVerdict>> {
  const { policies, issues } = readPolicyDocument(call.cedarText);
  if (issues[0]) throw new ProblemError("invalid-policy", `The text has a mistake first: ${issues[0].message}`);
  const tools = await listPolicyTools(db, tenantId);
  const tool = tools.find((one) => one.key === call.tool);
  if (!tool) throw new ProblemError("not-found", `There is no tool "${call.tool}".`);
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
    taint: { untrustedInput: false, readSensitive: false },
    usage: { runCostMicros: 0, runSteps: 0, toolCallsInRun: 0 },
    action: {
      kind: "tool.call",
      tool: { key: tool.key, classes: [...tool.classes], sideEffect: "none", inputSchema: tool.input },
      args: call.args,
    },
  });
  return { verdict, why, reasons };
}

import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { activatePolicies, checkPolicies } from "@/lib/governance/policies/mutations.server";
import { readPolicyDocument } from "@/lib/governance/policies/policy-document.server";
import { readPolicySet } from "@/lib/governance/policies/policy-set.server";
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
import { testPolicies } from "@/lib/governance/policies/test-policies.server";
import { MAX_INT4 } from "@/lib/platform/db/max-int4";
import { ProblemError } from "@/lib/platform/errors/problem";

const tag = "Policies";

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
    ({ actor }) => withTenant(actor, "policy:read", (db) => readPolicySet(db, actor.tenantId)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/policies/versions/{version}",
      scope: "policy:read",
      summary: "The text of one version",
      tag,
      params: z.object({ version: z.coerce.number().int().min(1).max(MAX_INT4) }),
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
      summary: "What a policy text says about one thing that a run could want; nothing is done",
      tag,
      body: TestCall,
      response: TestVerdict,
    },
    ({ actor, body }) => withTenant(actor, "policy:read", (db) => testPolicies(db, actor.tenantId, body)),
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

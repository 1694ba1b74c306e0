import { expect, test } from "vitest";
import { missingStarters, withPolicies } from "@/lib/governance/policies/missing-starters";
import { readPolicyDocument, validatePolicies } from "@/lib/governance/policies/policy-document.server";
import { policySchema } from "@/lib/governance/policies/policy-schema";
import { policyView } from "@/lib/governance/policies/policy-view.server";
import { STARTER_POLICIES } from "@/lib/governance/policies/starter-policies";
import { BUILT_IN_TOOLS } from "@/lib/release/built-in-tools";

const views = (text: string) => readPolicyDocument(text).policies.map(policyView);
const STARTERS = views(STARTER_POLICIES);
const missingIn = (text: string) => missingStarters(STARTERS, views(text)).map(({ id }) => id);

/** What tenants started with before there were policies about knowledge, memory and requests. */
const OF_BEFORE = `@id("models")
@title("Agents may use any model connection")
permit (principal, action == Slipway::Action::"model.invoke", resource);

// Ours: agreed on in spring.
@id("read-tools")
@title("Only the desk reads")
permit (principal in Slipway::Harness::"desk", action == Slipway::Action::"tool.call", resource in Slipway::ToolClass::"read");
`;

test("a new tenant has every starter policy; a tenant of before is offered what it has not, and of a changed one nothing", () => {
  expect(missingIn(STARTER_POLICIES)).toEqual([]);
  expect(missingIn("")).toEqual(STARTERS.map(({ id }) => id));
  expect(missingIn(OF_BEFORE)).toEqual(
    STARTERS.map(({ id }) => id).filter((id) => !["models", "read-tools"].includes(id)),
  );
});

test("what says the same under another name is not offered again", () => {
  const [own] = views(
    '@id("we-remember") @title("Ours") permit (principal, action == Slipway::Action::"memory.read", resource);',
  );
  expect(own?.sentence).not.toBeNull();
  expect(missingStarters(STARTERS, own ? [own] : []).map(({ id }) => id)).not.toContain("memory-read");
});

test("adding what is missing leaves the text of the tenant as it is, and makes a text that can be activated", () => {
  const text = withPolicies(OF_BEFORE, missingStarters(STARTERS, views(OF_BEFORE)));
  expect(text.startsWith(OF_BEFORE.trimEnd())).toBe(true);
  const { policies, issues } = readPolicyDocument(text);
  expect(issues).toEqual([]);
  expect(validatePolicies(text, policies, policySchema(BUILT_IN_TOOLS))).toEqual([]);
  expect(missingIn(text)).toEqual([]);
  expect(missingIn(withPolicies("", STARTERS))).toEqual([]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { readPolicyDocument, validatePolicies } from "@/lib/governance/policies/policy-document.server";
import { policySchema } from "@/lib/governance/policies/policy-schema";
import type { Sentence } from "@/lib/governance/policies/sentence";
import { policyToSentence, sentenceToText } from "@/lib/governance/policies/sentence-policy.server";
import { STARTER_POLICIES } from "@/lib/governance/policies/starter-policies";
import { BUILT_IN_TOOLS } from "@/lib/release/built-in-tools";
import { MemoryScopeName } from "@/lib/release/memory-grants";

const anything = fc
  .string({ minLength: 1, maxLength: 40, unit: "binary" })
  .filter((text) => text.isWellFormed?.() !== false && !text.includes("\0"));
const sentences: fc.Arbitrary<Sentence> = fc.record({
  id: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/),
  title: anything,
  effect: fc.constantFrom("allow", "ask", "forbid"),
  what: fc.oneof(
    fc.record({ kind: fc.constant("tool" as const), key: anything }),
    fc.record({ kind: fc.constant("tool-class" as const), key: fc.constantFrom("read", "write", "money") }),
    fc.record({ kind: fc.constant("any-tool" as const) }),
    fc.record({ kind: fc.constant("request" as const), key: fc.constantFrom("read", "write") }),
    fc.record({ kind: fc.constant("model" as const), key: anything }),
    fc.record({ kind: fc.constant("any-model" as const) }),
    fc.record({ kind: fc.constant("knowledge" as const), key: anything }),
    fc.record({ kind: fc.constant("any-knowledge" as const) }),
    fc.record({
      kind: fc.constantFrom("memory-read" as const, "memory-write" as const),
      key: fc.constantFrom(...MemoryScopeName.options),
    }),
    fc.record({ kind: fc.constantFrom("any-memory-read" as const, "any-memory-write" as const) }),
  ),
  harness: fc.option(anything),
  condition: fc.option(
    fc.oneof(
      fc.record({
        kind: fc.constant("environment" as const),
        value: fc.constantFrom("draft", "staging", "production"),
      }),
      fc.record({ kind: fc.constant("untrusted-input" as const) }),
      fc.record({
        kind: fc.constant("amount-over" as const),
        argument: fc.constant("amount"),
        value: fc.integer({ min: 0, max: 90_000 }),
      }),
    ),
  ),
}) as fc.Arbitrary<Sentence>;

test("form to text to form is the same sentence, whatever stands in it, and it is one policy", () => {
  fc.assert(
    fc.property(sentences, (sentence) => {
      const { policies, issues } = readPolicyDocument(sentenceToText(sentence));
      expect(issues).toEqual([]);
      expect(policies).toHaveLength(1);
      const [policy] = policies;
      expect(policy && policyToSentence(policy)).toEqual(sentence);
    }),
    { numRuns: 200, endOnFailure: true },
  );
});

test("the starter policies are sentences, and they fit the schema of the built-in tools", () => {
  const { policies, issues } = readPolicyDocument(STARTER_POLICIES);
  expect(issues).toEqual([]);
  expect(validatePolicies(STARTER_POLICIES, policies, policySchema(BUILT_IN_TOOLS))).toEqual([]);
  expect(policies.map((policy) => policyToSentence(policy)?.id ?? null)).toEqual([
    "models",
    "read-tools",
    "write-tools",
    "requests",
    "knowledge",
    "memory-read",
    "memory-of-run",
    "memory-of-conversation",
    "memory-of-user",
    "large-amounts",
  ]);
});

test("what says more than a sentence is no sentence", () => {
  const text = '@id("x") @title("X") permit (principal, action, resource) when { context.run.usage.runSteps < 3 };';
  const [policy] = readPolicyDocument(text).policies;
  expect(policy && policyToSentence(policy)).toBeNull();
});

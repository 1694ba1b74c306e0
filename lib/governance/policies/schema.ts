import { z } from "zod";
import { DecisionWhy, Verdict } from "@/lib/governance/policies/decision";
import { Sentence } from "@/lib/governance/policies/sentence";
import { MemoryScopeName } from "@/lib/release/memory-grants";
import { NODE_CONFIG } from "@/lib/release/node-config";

export const CedarText = z.string().max(64_000);
export const PolicyView = z.object({
  id: z.string(),
  title: z.string(),
  effect: z.enum(["permit", "forbid"]),
  asks: z.boolean(),
  text: z.string(),
  /** Null when the policy says more than the form can. */
  sentence: Sentence.nullable(),
  words: z.string(),
});
export const PolicyIssueView = z.object({
  policyId: z.string().nullable(),
  message: z.string(),
  start: z.int().nullable(),
  end: z.int().nullable(),
});
export const PolicyVersionView = z.object({
  version: z.int(),
  by: z.string(),
  at: z.iso.datetime(),
  note: z.string(),
});
export const PolicySetView = z.object({
  version: z.int(),
  cedarText: CedarText,
  policies: z.array(PolicyView),
  versions: z.array(PolicyVersionView),
  /** What policies may speak of. */
  tools: z.array(z.object({ key: z.string(), name: z.string(), decimals: z.array(z.string()) })),
  knowledge: z.array(z.object({ key: z.string(), name: z.string() })),
  models: z.array(z.object({ ref: z.string(), simulated: z.boolean() })),
  harnesses: z.array(z.object({ slug: z.string(), name: z.string() })),
  /** What a new tenant starts with today. */
  starters: z.array(PolicyView),
});
export const CheckedPolicies = z.object({ policies: z.array(PolicyView), issues: z.array(PolicyIssueView) });
export const SentenceChange = z.strictObject({
  cedarText: CedarText,
  sentence: Sentence,
  /** Id of the policy that the sentence takes the place of; null adds it at the end. */
  replaces: z.string().max(60).nullable(),
});
export const ChangedText = z.object({ cedarText: CedarText });
export const Activation = z.strictObject({
  cedarText: CedarText,
  /** The version that the author saw. */
  baseVersion: z.int().min(0),
  note: z.string().max(500).default(""),
});
export const Activated = z.object({ version: z.int() });
/** What the test bench asks about: one member for each thing that a run can want. */
export const TestedAction = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("tool.call"),
    tool: z.string().min(1).max(40),
    args: z.record(z.string(), z.json()),
  }),
  /** What an HTTP step sends. */
  z.strictObject({
    kind: z.literal("request"),
    method: NODE_CONFIG.http.shape.method,
    host: z.string().max(253),
    sideEffect: NODE_CONFIG.http.shape.sideEffect,
  }),
  z.strictObject({ kind: z.literal("model.invoke"), model: z.string().min(1).max(120), inputTokens: z.int().min(0) }),
  z.strictObject({ kind: z.literal("knowledge.read"), knowledge: z.string().min(1).max(40) }),
  z.strictObject({ kind: z.enum(["memory.read", "memory.write"]), scope: MemoryScopeName }),
]);
export const TestCall = z.strictObject({
  cedarText: CedarText,
  action: TestedAction,
  harness: z.string().min(1).max(80),
  environment: z.enum(["draft", "staging", "production"]),
  /** Whether the run has read untrusted input before. */
  untrustedInput: z.boolean().default(false),
});
export const TestVerdict = z.object({
  verdict: Verdict,
  why: DecisionWhy,
  reasons: z.array(z.object({ id: z.string(), title: z.string(), effect: z.enum(["permit", "forbid"]) })),
});
export type PolicyView = z.infer<typeof PolicyView>;
export type PolicySetView = z.infer<typeof PolicySetView>;
export type TestedAction = z.infer<typeof TestedAction>;
export type TestCall = z.infer<typeof TestCall>;
export type TestVerdict = z.infer<typeof TestVerdict>;

import { z } from "zod";
import { cedar } from "@/lib/governance/policies/cedar.server";

/** One policy of a document: its annotations, its own text, and Cedar's JSON of it. */
export type Policy = {
  id: string;
  title: string;
  effect: "permit" | "forbid";
  /** True for a forbid that a person's approval lifts. */
  asks: boolean;
  text: string;
  json: cedar.PolicyJson;
};
/** A finding in a policy text. `start` and `end` are offsets into the whole text, or null when Cedar gives none. */
export type PolicyIssue = { policyId: string | null; message: string; start: number | null; end: number | null };
export type PolicyDocument = { policies: Policy[]; issues: PolicyIssue[] };

const MAX_BYTES = 64_000;
const MAX_POLICIES = 200;
const Annotations = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "An @id is lower case letters, digits and dashes."),
  title: z.string().min(1).max(200),
  effect_kind: z.literal("approval").optional(),
});

/** Reads a policy text. What cannot be read is in `issues`; with no issues the policies are in force as they stand. */
export function readPolicyDocument(text: string): PolicyDocument {
  if (Buffer.byteLength(text) > MAX_BYTES) return failed(`The text is longer than ${MAX_BYTES / 1_000} kB.`);
  const parts = cedar.policySetTextToParts(text);
  if (parts.type === "failure") return { policies: [], issues: parts.errors.map((error) => issueOf(error, null, 0)) };
  if (parts.policy_templates.length > 0) return failed("Templates are not supported: write each policy out.");
  if (parts.policies.length > MAX_POLICIES) return failed(`There are more than ${MAX_POLICIES} policies.`);
  const document: PolicyDocument = { policies: [], issues: [] };
  const seen = new Set<string>();
  for (const part of parts.policies) {
    const read = readPolicy(part, text);
    if ("message" in read) document.issues.push(read);
    else if (seen.has(read.id))
      document.issues.push(issueAt(text, part, `Two policies have the id "${read.id}".`, read.id));
    else document.policies.push(read);
    if ("id" in read) seen.add(read.id);
  }
  return document;
}

function readPolicy(part: string, text: string): Policy | PolicyIssue {
  const read = cedar.policyToJson(part);
  if (read.type === "failure")
    return issueAt(text, part, read.errors[0]?.message ?? "This policy cannot be read.", null);
  const annotations = Annotations.safeParse(read.json.annotations ?? {});
  if (!annotations.success) {
    const issue = annotations.error.issues[0];
    const name = String(issue?.path[0] ?? "id");
    const isMissing = read.json.annotations?.[name] === undefined;
    return issueAt(
      text,
      part,
      isMissing ? `This policy needs an @${name}("…").` : (issue?.message ?? "Wrong annotation."),
      null,
    );
  }
  const { id, title, effect_kind } = annotations.data;
  const asks = effect_kind === "approval";
  if (asks && read.json.effect === "permit")
    return issueAt(text, part, 'Only a forbid can have @effect_kind("approval").', id);
  return { id, title, effect: read.json.effect, asks, text: part, json: read.json };
}

/** Checks policies against a Cedar schema: names, types, and attributes that may be missing. */
export function validatePolicies(text: string, policies: readonly Policy[], schema: string): PolicyIssue[] {
  const answer = cedar.validate({
    schema,
    policies: { staticPolicies: Object.fromEntries(policies.map((policy) => [policy.id, policy.text])) },
  });
  if (answer.type === "failure") return answer.errors.map((error) => issueOf(error, null, 0));
  return answer.validationErrors.map(({ policyId, error }) => {
    const policy = policies.find((one) => one.id === policyId);
    return issueOf(error, policyId, policy ? Math.max(0, text.indexOf(policy.text)) : 0);
  });
}

const failed = (message: string): PolicyDocument => ({
  policies: [],
  issues: [{ policyId: null, message, start: null, end: null }],
});

function issueAt(text: string, part: string, message: string, policyId: string | null): PolicyIssue {
  const start = text.indexOf(part);
  return { policyId, message, start: start < 0 ? null : start, end: start < 0 ? null : start + part.length };
}

function issueOf(error: cedar.DetailedError, policyId: string | null, offset: number): PolicyIssue {
  const place = error.sourceLocations?.[0];
  const message = error.help ? `${error.message}. ${error.help}` : error.message;
  return {
    policyId,
    message,
    start: place ? place.start + offset : null,
    end: place ? place.end + offset : null,
  };
}

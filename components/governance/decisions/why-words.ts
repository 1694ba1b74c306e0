import type { DecisionView } from "@/lib/governance/decisions/schema";

const WORDS: Record<DecisionView["why"], string> = {
  policy: "A policy decided",
  default_deny: "No policy allows it",
  policy_error: "A policy failed while it was evaluated",
  invalid_request: "The arguments do not fit the tool's schema",
  approval_unavailable: "A person must agree, and runs cannot wait for one yet",
  engine_unavailable: "The policy engine gave no answer",
};

/** Why a decision was made, in words: the titles of the policies that decided, else the reason. */
export function whyWords({ why, reasons }: Pick<DecisionView, "why" | "reasons">): string {
  const titles = reasons.map((reason) => reason.title || reason.id).join(", ");
  if (why === "policy" && titles) return titles;
  return titles ? `${WORDS[why]}: ${titles}` : WORDS[why];
}

import type { Policy } from "@/lib/governance/policies/policy-document.server";
import { readPolicyDocument } from "@/lib/governance/policies/policy-document.server";
import type { PolicyView } from "@/lib/governance/policies/schema";
import { inWords, type Sentence } from "@/lib/governance/policies/sentence";
import { policyToSentence, sentenceToText } from "@/lib/governance/policies/sentence-policy.server";
import { ProblemError } from "@/lib/platform/errors/problem";

/** A policy as it is shown: as a sentence where it is one. */
export function policyView(policy: Policy): PolicyView {
  const sentence = policyToSentence(policy);
  const { id, title, effect, asks, text } = policy;
  return {
    id,
    title,
    effect,
    asks,
    text,
    sentence,
    words: sentence ? inWords(sentence) : "More than the form can show",
  };
}

/** The text with a sentence in place of a policy, or at its end. The rest of the text stays as it is written. */
export function withSentence(cedarText: string, sentence: Sentence, replaces: string | null): string {
  const { policies, issues } = readPolicyDocument(cedarText);
  if (issues[0]) throw new ProblemError("invalid-policy", `The text has a mistake first: ${issues[0].message}`);
  if (policies.some((policy) => policy.id === sentence.id && policy.id !== replaces))
    throw new ProblemError("invalid", "Choose another id.", [
      { pointer: "/sentence/id", message: `A policy has the id "${sentence.id}" already.` },
    ]);
  const text = sentenceToText(sentence);
  if (replaces === null) return `${cedarText.trimEnd()}\n\n${text}\n`;
  const replaced = policies.find((policy) => policy.id === replaces);
  if (!replaced) throw new ProblemError("not-found", `There is no policy "${replaces}" in the text.`);
  return cedarText.replace(replaced.text, () => text);
}

import type { PolicyView } from "@/lib/governance/policies/schema";

/**
 * Starter policies that a tenant does not have: neither one of the same id, which it may have changed, nor one that says the
 * same under another id or title.
 */
export function missingStarters(starters: readonly PolicyView[], policies: readonly PolicyView[]): PolicyView[] {
  const ids = new Set(policies.map(({ id }) => id));
  const meanings = new Set(policies.flatMap(({ sentence }) => (sentence ? meaningOf(sentence) : [])));
  return starters.filter(({ id, sentence }) => !ids.has(id) && !(sentence && meanings.has(meaningOf(sentence))));
}

const meaningOf = ({ effect, what, harness, condition }: NonNullable<PolicyView["sentence"]>): string =>
  JSON.stringify([effect, what.kind, "key" in what ? what.key : null, harness, condition]);

/** A text with policies at its end; the rest stays as it is written. */
export const withPolicies = (cedarText: string, added: readonly Pick<PolicyView, "text">[]): string =>
  [cedarText.trimEnd(), ...added.map(({ text }) => text.trim())]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");

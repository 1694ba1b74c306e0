import type { Library } from "@/lib/harness/compile/library";
import { pinNode } from "@/lib/harness/compile/pin-node";
import { type SecretNeed, secretNeeds } from "@/lib/harness/compile/secret-needs";
import { toolKeysOf } from "@/lib/harness/compile/tool-keys-of";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { nodeFinding, type Rule, repairOf } from "@/lib/harness/readiness/rule";
import { placeOfChain, slotChains, slotInWords } from "@/lib/harness/readiness/slot-chains";
import type { TargetFacts } from "@/lib/harness/readiness/target-facts";
import { toolFingerprint } from "@/lib/harness/readiness/tool-fingerprint";
import { PromptText } from "@/lib/release/node-config";
import { promptName } from "@/lib/release/prompt-name";
import type { Finding } from "@/lib/release/readiness-report";

/** Models, secrets and their hosts that the harness names and the tenant does not have, variables without a value. */
export const bindingMissing: Rule = {
  name: "binding-missing",
  check: ({ draft, library, facts }) => {
    if (!facts) return [];
    const models = missingModels(draft, facts);
    const secrets = draft.nodes.flatMap((node) =>
      secretNeeds(node, library.tools).flatMap((need) => secretFinding(node, need, facts.secrets)),
    );
    return [...models, ...secrets, ...variableFindings(draft, library, facts.variables)];
  },
};

/** Models of slots, and models that an environment has in their place, that nobody offers. */
function missingModels({ models }: Draft, facts: TargetFacts): Finding[] {
  const isMissing = (ref: string) => !facts.models.some((model) => model.ref === ref);
  const finding = (place: Pick<Finding, "field" | "environments">, what: string, where = ""): Finding => ({
    ...{ rule: "binding-missing", severity: "block", ...place },
    explanation: `${what}, which no connection of this tenant offers. Add it under Models, or choose another${where}.`,
  });
  return [
    ...slotChains({ models }, facts.slots)
      .filter(({ first }) => isMissing(first))
      .map((chain) => {
        const what = `${slotInWords(chain)} ${chain.isBound ? "is bound to" : "names"} the model ${chain.first}`;
        return finding(placeOfChain(chain), what, chain.isBound ? " under Models per environment" : "");
      }),
    ...Object.entries(models).flatMap(([name, slot]) =>
      slot.fallbacks
        .filter(isMissing)
        .map((ref) => finding({ field: `models.${name}` }, `Slot "${name}" names the model ${ref}`)),
    ),
  ];
}

/** A release goes through staging to production, so a variable needs a value in both. */
function variableFindings(draft: Draft, library: Library, known: TargetFacts["variables"]): Finding[] {
  if (!known) return [];
  return draft.nodes.flatMap((node) =>
    pinNode(node, library).variables.flatMap((name) => {
      const missing = (["staging", "production"] as const).filter((env) => !known[env].includes(name));
      if (missing.length === 0) return [];
      return nodeFinding(node, {
        rule: "binding-missing",
        severity: "block",
        field: `vars.${name}`,
        explanation: `"${node.label}" reads vars.${name}, which has no value in ${missing.join(" and ")}. Set it under Variables.`,
        environments: missing,
      });
    }),
  );
}

function secretFinding(
  node: DraftNode,
  { name, url }: SecretNeed,
  secrets: readonly { name: string; hosts: string[] }[],
): Finding[] {
  const secret = secrets.find((one) => one.name === name);
  const host = url?.match(/^https?:\/\/([^/?#{}:]+)/)?.[1] ?? "";
  if (secret && (url === null || secret.hosts.includes(host))) return [];
  const needs = name === "" ? "names no secret, and" : `needs the secret "${name}", which`;
  const why = secret
    ? `may not be sent to ${host || "this address"}. Add the host to it under Secrets.`
    : name === ""
      ? "nobody could start it. Choose one, or store it under Secrets first."
      : "does not exist. Store it under Secrets.";
  return [
    nodeFinding(node, {
      rule: "binding-missing",
      severity: "block",
      field: "secret",
      explanation: `"${node.label}" ${needs} ${why}`,
    }),
  ];
}

/** A tool that is not any more what the release pinned. */
export const toolDrift: Rule = {
  name: "tool-drift",
  check: ({ draft, library, facts }) =>
    draft.nodes.flatMap((node) =>
      toolKeysOf(node).flatMap((key) => {
        const tool = library.tools.get(key);
        const now = facts?.toolHashes[key];
        if (!tool || now === undefined || now === toolFingerprint(tool)) return [];
        return nodeFinding(node, {
          rule: "tool-drift",
          severity: "block",
          field: "tools",
          explanation: `"${key}", which "${node.label}" uses, changed since it was pinned. Look at the change and make a new release.`,
        });
      }),
    ),
};

/** A draft on "latest" changes when somebody revises the prompt; a release keeps what it was made with. */
export const unpinned: Rule = {
  name: "unpinned",
  check: ({ draft, library }) =>
    draft.nodes.flatMap((node) => {
      const prompt = promptOf(node);
      const newest = prompt?.ref?.rev === "latest" ? library.prompts.get(promptName(prompt.ref))?.at(-1) : undefined;
      if (!prompt?.ref || !newest) return [];
      const ref = { ...prompt.ref, rev: newest.rev };
      return nodeFinding(node, {
        rule: "unpinned",
        severity: "advice",
        field: "prompt",
        explanation: `"${node.label}" uses the latest revision of "${promptName(ref)}", whichever it is when the release is made.`,
        repair: {
          label: `Pin revision ${newest.rev}`,
          commands: [
            { kind: "set-node", id: node.id, change: { config: { ...node.config, prompt: { ...prompt, ref } } } },
          ],
        },
      });
    }),
};

const promptOf = onceFor(({ config }: DraftNode) => PromptText.safeParse(config.prompt).data);

export const noFallback: Rule = {
  name: "no-fallback",
  check: ({ draft, facts }) =>
    Object.entries(draft.models)
      .map(([name, slot]) => ({ name, slot, firsts: firstsOf(draft, name, facts) }))
      .filter(({ slot, firsts }) => slot.fallbacks.length === 0 && firsts.some((ref) => !ref.startsWith("sandbox/")))
      .flatMap(({ name, slot, firsts }) => {
        const other = facts?.models.find((model) => !model.simulated && ![slot.model, ...firsts].includes(model.ref));
        const models = { ...draft.models, [name]: { ...slot, fallbacks: other ? [other.ref] : [] } };
        return [
          {
            ...{ rule: "no-fallback", severity: "advice" as const, field: `models.${name}` },
            explanation: `Slot "${name}" has one model. While its provider is down, every run fails.`,
            ...(other
              ? {
                  repair: repairOf({
                    label: `Fall back to ${other.ref}`,
                    commands: [{ kind: "set-draft", change: { models } }],
                  }),
                }
              : {}),
          },
        ];
      }),
};

/** The models that a slot asks first, wherever it runs. */
const firstsOf = (draft: Draft, name: string, facts: TargetFacts | undefined): string[] =>
  slotChains(draft, facts?.slots).flatMap((chain) => (chain.name === name ? [chain.first] : []));

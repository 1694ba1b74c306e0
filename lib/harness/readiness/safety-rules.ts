import type { AgentAction } from "@/lib/governance/policies/decision";
import { toolKeysOf } from "@/lib/harness/compile/compile-draft";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { withoutRight } from "@/lib/harness/readiness/memory-grant-rules";
import { nodeFinding, type Rule, type Verdict } from "@/lib/harness/readiness/rule";
import { type StepAction, stepActionId, stepActions } from "@/lib/harness/readiness/step-actions";
import { MemoryScopeName } from "@/lib/release/memory-grants";
import type { Finding } from "@/lib/release/readiness-report";

/** Keys as providers write them, private keys, and passwords in addresses. */
const SECRET =
  /\b(sk-[A-Za-z0-9_-]{16,}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|xox[abp]-[A-Za-z0-9-]{10,}|swy_live_[A-Za-z0-9]{20,})|-----BEGIN [A-Z ]*PRIVATE KEY-----|:\/\/[^\s/:@"]+:[^\s/@"]+@/;

export const secretInText: Rule = {
  name: "secret-in-text",
  check: ({ draft }) =>
    draft.nodes.flatMap((node) => {
      const text = JSON.stringify([node.config, node.in]);
      const isKnown = SECRET.test(text);
      if (!isKnown && !looksRandom(text)) return [];
      const what = isKnown ? "what looks like a key or a password" : "a long random word, as keys and passwords are,";
      return nodeFinding(node, {
        rule: "secret-in-text",
        // What is only guessed has a way out: a person may answer for it.
        severity: isKnown ? "block" : "review",
        field: "config",
        explanation: `"${node.label}" has ${what} in its text. Everybody who can read the harness can read it, and it goes to the model. Store it under Secrets and use its name.`,
      });
    }),
};

const WORD = /[A-Za-z0-9+/_=-]{24,200}/g;
const MIN_BITS = 4;
/** Of each of capital letters, small letters and digits. */
const MIN_OF_EACH = 3;

/** Shannon's entropy of a word, in bits for a character: keys have over four, words and addresses hardly so many. */
function looksRandom(text: string): boolean {
  return (text.match(WORD) ?? []).some((word) => {
    const isMixed = [/[A-Z]/g, /[a-z]/g, /[0-9]/g].every((kind) => (word.match(kind)?.length ?? 0) >= MIN_OF_EACH);
    return isMixed && bitsOf(word) >= MIN_BITS;
  });
}

function bitsOf(word: string): number {
  const counts = new Map<string, number>();
  for (const char of word) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - (count / word.length) * Math.log2(count / word.length), 0);
}

/** Calls of tools and models that the policies refuse, or leave to a person. */
export const noPolicy: Rule = {
  name: "no-policy",
  check: ({ draft, verdicts, facts }) => [
    ...(verdicts === null ? [] : draft.nodes.flatMap((node) => refusedTools(node, verdicts))),
    ...draft.nodes.flatMap((node) => refusedSteps(node, facts?.stepVerdicts ?? {})),
    ...Object.entries(draft.models).flatMap(([name, slot]) =>
      [slot.model, ...slot.fallbacks].flatMap((ref): Finding[] => {
        const verdict = facts?.models.find((model) => model.ref === ref)?.verdict;
        if (verdict === undefined || verdict === "allow") return [];
        return [
          {
            ...{ rule: "no-policy", severity: "review", field: `models.${name}` },
            explanation:
              verdict === "needs_approval"
                ? `The active policies want a person to approve calls of ${ref}, which slot "${name}" uses.`
                : `No active policy allows calls of ${ref}, which slot "${name}" uses: they will be refused.`,
          },
        ];
      }),
    ),
  ],
};

const STEP_WORDS: Record<StepAction["does"], { words: string; field: string }> = {
  "send-http": { words: "requests to", field: "url" },
  "read-knowledge": { words: "reading the knowledge", field: "knowledge" },
  "agent-read-memory": { words: "agents reading the memory of scope", field: "memory" },
  "agent-write-memory": { words: "agents writing the memory of scope", field: "memory" },
};

/** What a step does by itself, where the policies refuse it or leave it to a person. */
const refusedSteps = (node: DraftNode, verdicts: Readonly<Record<string, Verdict>>): Finding[] =>
  stepActions(node).flatMap((one) => {
    const verdict = verdicts[stepActionId(one)];
    if (verdict === undefined || verdict === "allow") return [];
    const { words, field } = STEP_WORDS[one.does];
    const what = `${words} ${one.resource}`;
    return nodeFinding(node, {
      rule: "no-policy",
      severity: "review",
      field,
      explanation:
        verdict === "needs_approval"
          ? `The active policies want a person to approve ${what}, which "${node.label}" does.`
          : `No active policy allows ${what}, which "${node.label}" does: it will be refused.`,
      ...takeAway(node, one.action),
    });
  });

/** A grant can be taken back; what else a step does is what it is there for. */
function takeAway(node: DraftNode, action: AgentAction) {
  if (action.kind !== "memory.read" && action.kind !== "memory.write") return {};
  const right = action.kind === "memory.read" ? "read" : "write";
  const scope = MemoryScopeName.parse(action.memory.scope);
  return { repair: { label: `Do not let it ${right} this memory`, commands: [withoutRight(node, scope, right)] } };
}

const refusedTools = (node: DraftNode, verdicts: Readonly<Record<string, Verdict>>): Finding[] =>
  toolKeysOf(node)
    .filter((key) => verdicts[key] !== undefined && verdicts[key] !== "allow")
    .map((key) =>
      nodeFinding(node, {
        rule: "no-policy",
        severity: "review",
        field: "tools",
        explanation:
          verdicts[key] === "needs_approval"
            ? `The active policies want a person to approve "${key}", which "${node.label}" uses.`
            : `No active policy allows "${key}", which "${node.label}" uses: the call will be refused.`,
      }),
    );

export const simulatedModel: Rule = {
  name: "simulated-model",
  check: ({ draft, isDemo }) =>
    Object.entries(draft.models)
      .filter(([, slot]) => slot.model.startsWith("sandbox/"))
      .map(([name, slot]) => ({
        rule: "simulated-model",
        severity: isDemo ? ("advice" as const) : ("block" as const),
        field: `models.${name}`,
        explanation: isDemo
          ? `Slot "${name}" uses ${slot.model}: its answers are simulated and labelled so.`
          : `Slot "${name}" uses ${slot.model}, which only simulates answers. Connect a model under Models and choose it here.`,
      })),
};

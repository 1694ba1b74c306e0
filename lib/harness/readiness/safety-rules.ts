import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { nodeFinding, type Rule, repairOf } from "@/lib/harness/readiness/rule";
import { placeOfChain, type SlotChain, slotChains, slotInWords } from "@/lib/harness/readiness/slot-chains";
import type { ModelSlot } from "@/lib/release/program";
import type { Finding } from "@/lib/release/readiness-report";

/** Keys as providers write them, private keys, and passwords in addresses. */
const SECRET =
  /\b(sk-[A-Za-z0-9_-]{16,}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|xox[abp]-[A-Za-z0-9-]{10,}|swy_live_[A-Za-z0-9]{20,})|-----BEGIN [A-Z ]*PRIVATE KEY-----|:\/\/[^\s/:@"]+:[^\s/@"]+@/;

export const secretInText: Rule = {
  name: "secret-in-text",
  check: ({ draft }) =>
    draft.nodes.flatMap((node) => {
      const look = secretLook(node);
      if (look === "none") return [];
      const isKnown = look === "known";
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

const secretLook = onceFor(({ config, in: inputs }: DraftNode): "none" | "known" | "random" => {
  const text = JSON.stringify([config, inputs]);
  if (SECRET.test(text)) return "known";
  return looksRandom(text) ? "random" : "none";
});

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

/** Answers of a simulated model in production; of a fallback they would come when nobody looks. What is bound there counts. */
export const simulatedModel: Rule = {
  name: "simulated-model",
  check: ({ draft, isDemo, facts }) =>
    slotChains(draft, facts?.slots)
      .filter(({ environments }) => environments?.includes("production") ?? true)
      .flatMap((chain) => simulatedIn(draft, chain, { isDemo, models: facts?.models ?? [] })),
};

type Models = readonly { ref: string; simulated: boolean }[];

function simulatedIn(
  draft: Draft,
  chain: SlotChain,
  { isDemo, models }: { isDemo: boolean; models: Models },
): Finding[] {
  const { name, slot, first, isBound } = chain;
  const simulated = [first, ...slot.fallbacks].filter(isSimulated);
  if (simulated.length === 0) return [];
  const what = `${slotInWords(chain)} uses ${simulated.join(" and ")}`;
  const found: Finding = {
    rule: "simulated-model",
    severity: isDemo ? "advice" : "block",
    field: `models.${name}`,
    explanation: isDemo
      ? `${what}: its answers are simulated and labelled so.`
      : `${what}, which only ${simulated.length === 1 ? "simulates" : "simulate"} answers. Connect a model under Models and choose it here.`,
  };
  if (isBound && isSimulated(first)) return [{ ...found, ...placeOfChain(chain) }];
  const repaired = withoutSimulated(slot, models);
  if (!repaired) return [found];
  const change = { models: { ...draft.models, [name]: repaired.slot } };
  return [{ ...found, repair: repairOf({ label: repaired.label, commands: [{ kind: "set-draft", change }] }) }];
}

const isSimulated = (ref: string): boolean => ref.startsWith("sandbox/");

/** Simulated fallbacks are taken out; a simulated first model gives way to a real one, if the tenant has one. */
function withoutSimulated(slot: ModelSlot, models: Models) {
  const fallbacks = slot.fallbacks.filter((ref) => !isSimulated(ref));
  if (!isSimulated(slot.model)) return { label: "Take the simulated fallback out", slot: { ...slot, fallbacks } };
  const real = models.find((model) => !model.simulated && !fallbacks.includes(model.ref));
  return real && { label: `Use ${real.ref}`, slot: { ...slot, model: real.ref, fallbacks } };
}

import type { Draft } from "@/lib/harness/graph/draft";
import { lacksOf } from "@/lib/harness/readiness/lacks-of";
import { type Rule, repairOf, type TargetFacts } from "@/lib/harness/readiness/rule";
import { placeOfChain, type SlotChain, slotChains, slotInWords } from "@/lib/harness/readiness/slot-chains";
import type { ModelSlot } from "@/lib/release/program";
import type { Finding } from "@/lib/release/readiness-report";

type Model = TargetFacts["models"][number];

/** Models of a slot that are known to lack what the slot asks for. The first one blocks; a fallback would be passed over. */
export const modelLacks: Rule = {
  name: "model-lacks",
  check: ({ draft, facts }) => {
    const models = facts?.models ?? [];
    return [
      ...slotChains(draft, facts?.slots).flatMap((chain) => firstLacks(draft, chain, models)),
      ...Object.entries(draft.models).flatMap(([name, slot]) =>
        slot.fallbacks.flatMap((ref) => fallbackLacks(draft, { name, slot, ref }, models)),
      ),
    ];
  },
};

function firstLacks(draft: Draft, chain: SlotChain, models: readonly Model[]): Finding[] {
  const { name, slot, first, isBound } = chain;
  const lacks = lacksOfRef(slot, first, models);
  if (lacks.length === 0) return [];
  const other = models.find(
    (model) => !model.simulated && ![first, ...slot.fallbacks].includes(model.ref) && lacksOf(slot, model).length === 0,
  );
  const repair = other && repairIn(draft, name, { label: `Use ${other.ref}`, slot: { ...slot, model: other.ref } });
  return [
    {
      ...{ rule: "model-lacks", severity: "block", ...placeOfChain(chain) },
      explanation: `${slotInWords(chain)} asks for what ${first} does not have: ${lacks.join(", ")}; so steps that use it fail.`,
      // What is bound is no part of the draft.
      ...(repair && !isBound && { repair }),
    },
  ];
}

type Fallback = { name: string; slot: ModelSlot; ref: string };

function fallbackLacks(draft: Draft, { name, slot, ref }: Fallback, models: readonly Model[]): Finding[] {
  const lacks = lacksOfRef(slot, ref, models);
  if (lacks.length === 0) return [];
  const fallbacks = slot.fallbacks.filter((one) => one !== ref);
  return [
    {
      ...{ rule: "model-lacks", severity: "review", field: `models.${name}` },
      explanation: `Slot "${name}" asks for what ${ref} does not have: ${lacks.join(", ")}; so it is passed over when the model before it fails.`,
      repair: repairIn(draft, name, { label: "Take it out", slot: { ...slot, fallbacks } }),
    },
  ];
}

const repairIn = ({ models }: Draft, name: string, { label, slot }: { label: string; slot: ModelSlot }) =>
  repairOf({ label, commands: [{ kind: "set-draft", change: { models: { ...models, [name]: slot } } }] });

function lacksOfRef(slot: ModelSlot, ref: string, models: readonly Model[]): string[] {
  const model = models.find((one) => one.ref === ref);
  return model ? lacksOf(slot, model) : [];
}

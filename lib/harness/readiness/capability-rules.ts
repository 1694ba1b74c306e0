import type { Draft } from "@/lib/harness/graph/draft";
import { type Rule, repairOf, type TargetFacts } from "@/lib/harness/readiness/rule";
import type { ModelSlot } from "@/lib/release/program";
import type { Finding } from "@/lib/release/readiness-report";

type Model = TargetFacts["models"][number];

/** Models of a slot that are known to lack what the slot asks for. The first one blocks; a fallback would be passed over. */
export const modelLacks: Rule = {
  name: "model-lacks",
  check: ({ draft, facts }) =>
    Object.entries(draft.models).flatMap(([name, slot]) =>
      [slot.model, ...slot.fallbacks].flatMap((ref) => findingOf({ draft, name, slot, ref }, facts?.models ?? [])),
    ),
};

type Asked = { draft: Draft; name: string; slot: ModelSlot; ref: string };

function findingOf({ draft, name, slot, ref }: Asked, models: readonly Model[]): Finding[] {
  const model = models.find((one) => one.ref === ref);
  const lacks = model ? lacksOf(slot, model) : [];
  if (lacks.length === 0) return [];
  const isFirst = ref === slot.model;
  const what = isFirst ? "so steps that use it fail" : "so it is passed over when the model before it fails";
  const repaired = repairedSlot(slot, ref, models);
  const finding: Finding = {
    ...{ rule: "model-lacks", severity: isFirst ? "block" : "review", field: `models.${name}` },
    explanation: `Slot "${name}" asks for what ${ref} does not have: ${lacks.join(", ")}; ${what}.`,
  };
  if (!repaired) return [finding];
  const change = { models: { ...draft.models, [name]: repaired.slot } };
  return [{ ...finding, repair: repairOf({ label: repaired.label, commands: [{ kind: "set-draft", change }] }) }];
}

/** A fallback is taken out; the first model gives way to one that has everything, if there is one. */
function repairedSlot(slot: ModelSlot, ref: string, models: readonly Model[]) {
  if (ref !== slot.model)
    return { label: "Take it out", slot: { ...slot, fallbacks: slot.fallbacks.filter((one) => one !== ref) } };
  const other = models.find(
    (model) => !model.simulated && ![ref, ...slot.fallbacks].includes(model.ref) && lacksOf(slot, model).length === 0,
  );
  return other && { label: `Use ${other.ref}`, slot: { ...slot, model: other.ref } };
}

/** What is not known rules nothing out. */
function lacksOf({ needs = [], minWindow = 0 }: ModelSlot, { can, contextWindow }: Model): string[] {
  return [
    ...(needs.includes("tools") && can?.tools === false ? ["calls of tools"] : []),
    ...(needs.includes("json-schema") && can?.jsonSchema === false ? ["answers as data"] : []),
    ...(contextWindow !== undefined && contextWindow < minWindow
      ? [`a window of ${minWindow} tokens (it has ${contextWindow})`]
      : []),
  ];
}

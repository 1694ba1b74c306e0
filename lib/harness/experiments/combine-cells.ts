import { type Cell, MAX_CELLS } from "@/lib/harness/experiments/schema";
import { promptName } from "@/lib/release/prompt-name";

type PromptRef = Cell["change"]["prompts"][string];
/** What is combined: revisions for steps, models for slots. Null stands for what the draft has. */
export type Choices = {
  prompts: Readonly<Record<string, readonly (PromptRef | null)[]>>;
  models: Readonly<Record<string, readonly (string | null)[]>>;
};
const MAX_LABEL = 80;

/** How many variants the choices make; a step or a slot without a choice stays as it is. */
export const countCombinations = ({ prompts, models }: Choices): number =>
  [...Object.values(prompts), ...Object.values(models)].reduce((count, axis) => count * Math.max(1, axis.length), 1);

/** A variant for every combination of the choices, the first choices first; null when they are more than 24. */
export function combineCells(choices: Choices): Cell[] | null {
  if (countCombinations(choices) > MAX_CELLS) return null;
  const axes: Part[][] = [
    ...Object.entries(choices.prompts).map(([step, refs]) => orAsIs(refs).map((ref) => promptPart(step, ref))),
    ...Object.entries(choices.models).map(([slot, models]) => orAsIs(models).map((model) => modelPart(slot, model))),
  ];
  const rows = axes.reduce<Part[][]>((made, axis) => made.flatMap((row) => axis.map((part) => [...row, part])), [[]]);
  return rows.map((row, at) => ({
    key: `v${at + 1}`,
    label: labelOf(row),
    change: {
      prompts: Object.assign({}, ...row.map(({ prompts }) => prompts)),
      slots: Object.assign({}, ...row.map(({ slots }) => slots)),
    },
  }));
}

type Part = { words: string | null } & Cell["change"];

const orAsIs = <T>(choices: readonly (T | null)[]): readonly (T | null)[] => (choices.length === 0 ? [null] : choices);

const promptPart = (step: string, ref: PromptRef | null): Part => ({
  words: ref && `${promptName(ref)} r${ref.rev}`,
  prompts: ref ? { [step]: ref } : {},
  slots: {},
});

const modelPart = (slot: string, model: string | null): Part => ({
  words: model,
  prompts: {},
  slots: model ? { [slot]: { model } } : {},
});

function labelOf(row: readonly Part[]): string {
  const words = row.flatMap((part) => part.words ?? []).join(", ");
  return words.length > MAX_LABEL ? `${words.slice(0, MAX_LABEL - 1)}…` : words || "Draft as it is";
}

"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { type Choices, combineCells, countCombinations } from "@/lib/harness/experiments/combine-cells";
import { type Cell, type ExperimentOptions, MAX_CELLS } from "@/lib/harness/experiments/schema";

type Props = { options: ExperimentOptions; onClose: () => void; onMake: (cells: Cell[]) => void };

/** Chooses prompts for steps and models for slots, and makes a variant of every combination. */
export function CombineDialog({ options, onClose, onMake }: Props) {
  const [choices, setChoices] = useState<Choices>({ prompts: {}, models: {} });
  const count = countCombinations(choices);
  const cells = count > 1 ? combineCells(choices) : null;
  const revisions = options.prompts.flatMap(({ key, revisions }) => {
    const [prompt = "", variant] = key.split("/");
    return [...revisions].reverse().map((rev) => ({ prompt, ...(variant ? { variant } : {}), rev }));
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="All combinations"
      description="Every chosen prompt with every chosen model. The new variants take the place of those in the table."
      width={640}
      footer={
        <>
          <span className={`mr-auto self-center ${count > MAX_CELLS ? "text-fail" : "text-muted"}`} role="status">
            {wordsOf(count)}
          </span>
          <Button onClick={onClose}>Leave it</Button>
          <Button variant="primary" disabled={cells === null} onClick={() => cells && onMake(cells)}>
            Make variants
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-2 gap-x-6 gap-y-5">
        {options.steps.map((step) => (
          <Axis
            key={step.key}
            title={`Prompt of ${step.label}`}
            items={[null, ...revisions].map((ref) => ({
              value: ref,
              label: ref
                ? `${ref.prompt}${ref.variant ? `/${ref.variant}` : ""}, revision ${ref.rev}`
                : "as in the draft",
            }))}
            onChange={(refs) => setChoices({ ...choices, prompts: { ...choices.prompts, [step.key]: refs } })}
          />
        ))}
        {options.slots.map((slot) => (
          <Axis
            key={slot.name}
            title={`Model ${slot.name}`}
            items={[
              { value: null, label: "as in the draft", hint: slot.model },
              ...options.models.map(({ ref, simulated }) => ({
                value: ref,
                label: ref,
                ...(simulated ? { hint: "simulated" } : {}),
              })),
            ]}
            onChange={(models) => setChoices({ ...choices, models: { ...choices.models, [slot.name]: models } })}
          />
        ))}
      </div>
    </Dialog>
  );
}

function wordsOf(count: number): string {
  if (count === 1) return "Choose two or more of something.";
  return count > MAX_CELLS ? `${count} variants; an experiment takes ${MAX_CELLS}.` : `${count} variants`;
}

type AxisProps<T> = {
  title: string;
  items: readonly { value: T; label: string; hint?: string }[];
  onChange: (chosen: T[]) => void;
};

/** What is chosen keeps the order of the list. */
function Axis<T>({ title, items, onChange }: AxisProps<T>) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const toggle = (at: number, isOn: boolean) => {
    const next = new Set(isOn ? [...chosen, at] : [...chosen].filter((one) => one !== at));
    setChosen(next);
    onChange(items.flatMap(({ value }, one) => (next.has(one) ? [value] : [])));
  };
  return (
    <fieldset className="grid min-w-0 content-start gap-1.5">
      <legend className="label mb-1.5">{title}</legend>
      <div className="grid max-h-[260px] gap-1.5 overflow-y-auto pr-2">
        {items.map(({ label, hint }, at) => (
          <Checkbox
            key={label}
            checked={chosen.has(at)}
            onChange={(isOn) => toggle(at, isOn)}
            label={<span className="break-all">{label}</span>}
            hint={hint}
          />
        ))}
      </div>
    </fieldset>
  );
}

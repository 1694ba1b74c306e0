"use client";
import { useState } from "react";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Cell, ExperimentOptions } from "@/lib/harness/experiments/schema";

type SlotChange = Cell["change"]["slots"][string];
type Props = {
  slot: ExperimentOptions["slots"][number];
  models: ExperimentOptions["models"];
  /** Name of the variant. */
  label: string;
  change: SlotChange | undefined;
  /** An empty change means: as in the draft. */
  onChange: (change: SlotChange) => void;
};

/** What a variant changes of one slot: the model, its temperature, the longest answer. Empty is as in the draft. */
export function SlotCell({ slot, models, label, change = {}, onChange }: Props) {
  const { model, temperature, maxOutputTokens } = change;
  const set = (next: SlotChange) =>
    onChange(Object.fromEntries(Object.entries({ ...change, ...next }).filter(([, value]) => value !== undefined)));
  return (
    <div className="grid w-[250px] gap-1 py-1.5">
      <Select
        compact
        label={`Model ${slot.name} in ${label}`}
        value={model ?? ""}
        onChange={(next) => set({ model: next || undefined })}
        options={[
          { value: "", label: `as in the draft`, hint: slot.model },
          ...models.map(({ ref, simulated }) => ({
            value: ref,
            label: ref,
            hint: simulated ? "simulated" : undefined,
          })),
        ]}
      />
      <div className="grid grid-cols-2 gap-1">
        <NumberCell
          label={`Temperature of ${slot.name} in ${label}`}
          unit="temp."
          inDraft={slot.temperature}
          value={temperature}
          onChange={(next) => set({ temperature: next })}
        />
        <NumberCell
          label={`Answer tokens of ${slot.name} in ${label}`}
          unit="tokens"
          inDraft={slot.maxOutputTokens}
          value={maxOutputTokens}
          onChange={(next) => set({ maxOutputTokens: next })}
        />
      </div>
    </div>
  );
}

type NumberProps = {
  label: string;
  unit: string;
  inDraft: number;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
};

/** What cannot be read as a number counts as one that the plan refuses, in words. */
function NumberCell({ label, unit, inDraft, value, onChange }: NumberProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const change = (text: string) => {
    setTyped(text);
    onChange(text.trim() === "" ? undefined : Number(text));
  };
  return (
    <Input
      compact
      className="num"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={Number.isNaN(value) || undefined}
      placeholder={String(inDraft)}
      value={typed ?? (value === undefined ? "" : String(value))}
      onChange={(event) => change(event.target.value)}
      end={<span className="text-12 text-faint">{unit}</span>}
    />
  );
}

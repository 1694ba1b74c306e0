"use client";
import { NumberField } from "@/components/harness/inspector/number-field";
import { Checkbox } from "@/components/ui/checkbox";
import type { ModelSlot } from "@/lib/release/program";

const NEEDS = [
  { value: "tools", label: "Calls tools" },
  { value: "json-schema", label: "Answers as data" },
] as const;
type Props = { name: string; slot: ModelSlot; onChange: (patch: Partial<ModelSlot>, mark: string) => void };

/** What each model of a slot must be able to do. Which one lacks it is said in the readiness. */
export function SlotNeeds({ name, slot, onChange }: Props) {
  const needs = slot.needs ?? [];
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="label mb-[5px]">Each model of it</legend>
      {NEEDS.map(({ value, label }) => (
        <Checkbox
          key={value}
          label={label}
          checked={needs.includes(value)}
          onChange={(isOn) =>
            onChange({ needs: isOn ? [...needs, value] : needs.filter((one) => one !== value) }, `needs-${name}`)
          }
        />
      ))}
      <NumberField
        label="Has a window of at least"
        unit="tokens"
        value={slot.minWindow ?? 0}
        min={0}
        max={9_000_000}
        onChange={(minWindow) => onChange({ minWindow }, `window-${name}`)}
      />
    </fieldset>
  );
}

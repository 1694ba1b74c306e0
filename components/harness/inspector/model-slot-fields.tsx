"use client";
import { X } from "lucide-react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { FallbackModels } from "@/components/harness/inspector/fallback-models";
import { modelOptions } from "@/components/harness/inspector/model-options";
import { NumberField } from "@/components/harness/inspector/number-field";
import { SlotNeeds } from "@/components/harness/inspector/slot-needs";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Key } from "@/lib/release/binding";
import type { ModelSlot } from "@/lib/release/program";

type Props = {
  name: string;
  slot: ModelSlot;
  taken: readonly string[];
  /** How many steps use it. */
  users: number;
  onChange: (slot: ModelSlot, mark: string) => void;
  onRename: (name: string) => void;
  onRemove: () => void;
};

/** One slot: its name, its model, what answers when that one does not, and how it is asked. */
export function ModelSlotFields({ name, slot, taken, users, onChange, onRename, onRemove }: Props) {
  const { library } = useEditorShared();
  const change = (patch: Partial<ModelSlot>, mark: string) => onChange({ ...slot, ...patch }, mark);
  return (
    <div className="grid gap-2 border-border border-b pb-3" data-place={`models.${name}`}>
      <div className="flex items-center gap-2">
        <SlotName key={name} name={name} taken={taken} onRename={onRename} />
        <IconButton
          label={
            users === 0 ? `Remove slot ${name}` : `${name} is used by ${users === 1 ? "a step" : `${users} steps`}`
          }
          size="sm"
          aria-disabled={users > 0}
          className={users > 0 ? "opacity-40" : undefined}
          onClick={users > 0 ? undefined : onRemove}
        >
          <X className="i s" aria-hidden />
        </IconButton>
      </div>
      <Field label="Model">
        <Select
          compact
          label={`Model of slot ${name}`}
          value={slot.model}
          placeholder={slot.model}
          options={modelOptions(library.models.filter(({ ref }) => !slot.fallbacks.includes(ref)))}
          onChange={(model) => change({ model }, "model")}
        />
      </Field>
      <FallbackModels
        name={name}
        slot={slot}
        onChange={(fallbacks) => change({ fallbacks }, `fallbacks-${fallbacks.join()}`)}
      />
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="Temperature"
          step={0.1}
          value={slot.temperature}
          min={0}
          max={2}
          onChange={(temperature) => change({ temperature }, "temperature")}
        />
        <NumberField
          label="Answer at most"
          unit="tokens"
          value={slot.maxOutputTokens}
          min={1}
          max={200_000}
          onChange={(maxOutputTokens) => change({ maxOutputTokens }, "output-tokens")}
        />
      </div>
      <SlotNeeds name={name} slot={slot} onChange={change} />
    </div>
  );
}

type NameProps = Pick<Props, "name" | "taken" | "onRename">;

/** The name that steps use; they follow a new one. A name that cannot be is taken back. */
function SlotName({ name, taken, onRename }: NameProps) {
  const rename = (field: HTMLInputElement) => {
    if (field.value === name) return;
    if (Key.safeParse(field.value).success && !taken.includes(field.value)) onRename(field.value);
    else field.value = name;
  };
  return (
    <Input
      compact
      className="mono grow"
      aria-label={`Name of slot ${name}`}
      spellCheck={false}
      maxLength={40}
      defaultValue={name}
      onBlur={(event) => rename(event.currentTarget)}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
    />
  );
}

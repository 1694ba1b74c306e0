"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { z } from "zod";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { NumberField } from "@/components/harness/inspector/number-field";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Key } from "@/lib/release/binding";
import type { ModelSlot } from "@/lib/release/program";

type Slots = Record<string, z.infer<typeof ModelSlot>>;
type Props = { models: Slots; onChange: (models: Slots, mark: string) => void };

/** The models of a harness by the name that its steps use. */
export function ModelSlots({ models, onChange }: Props) {
  const { library } = useEditorShared();
  const [first] = library.models;
  return (
    <section className="grid gap-3">
      <h3>Models</h3>
      {Object.entries(models).map(([name, slot]) => {
        const change = (patch: Partial<typeof slot>, mark: string) =>
          onChange({ ...models, [name]: { ...slot, ...patch } }, `${mark}-${name}`);
        return (
          <div key={name} className="grid gap-2">
            <Field label={`Slot ${name}`}>
              <Select
                compact
                value={slot.model}
                placeholder={slot.model}
                options={library.models.map(({ ref, simulated }) => ({
                  value: ref,
                  label: ref,
                  hint: simulated ? "Simulated" : undefined,
                }))}
                onChange={(model) => change({ model }, "model")}
              />
            </Field>
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
          </div>
        );
      })}
      {first && (
        <NewSlot
          taken={Object.keys(models)}
          onAdd={(name) =>
            onChange(
              { ...models, [name]: { model: first.ref, fallbacks: [], temperature: 0.2, maxOutputTokens: 1_024 } },
              `slot-${name}`,
            )
          }
        />
      )}
    </section>
  );
}

function NewSlot({ taken, onAdd }: { taken: readonly string[]; onAdd: (name: string) => void }) {
  const [name, setName] = useState("");
  const isFree = Key.safeParse(name).success && !taken.includes(name);
  const add = () => {
    if (!isFree) return;
    onAdd(name);
    setName("");
  };
  return (
    <div className="flex gap-1.5">
      <Input
        compact
        aria-label="Name of a new model slot"
        placeholder="new_slot"
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && add()}
      />
      <Button disabled={!isFree} onClick={add}>
        <Plus className="i s" aria-hidden />
        Add
      </Button>
    </div>
  );
}

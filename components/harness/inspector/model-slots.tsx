"use client";
import type { z } from "zod";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { NewName } from "@/components/harness/inspector/new-name";
import { NumberField } from "@/components/harness/inspector/number-field";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
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
        <NewName
          label="Name of a new model slot"
          placeholder="new_slot"
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

"use client";
import { useState } from "react";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { JsonSchema } from "@/lib/release/json-schema";

const HISTORY = [
  { value: "none", label: "Nothing" },
  { value: "run", label: "This run" },
  { value: "thread", label: "The whole conversation, as far as it fits" },
] as const;

/** What belongs to the harness and not to a node: shown while nothing is selected. */
export function HarnessSettings() {
  const { store, library } = useEditorShared();
  const draft = useEditor((state) => state.draft);
  const set = (change: Partial<typeof draft>, mark: string) =>
    void store.getState().run({ kind: "set-draft", change }, mark);
  return (
    <>
      <Field label="Name">
        <Input
          value={draft.name}
          onChange={(event) => event.target.value && set({ name: event.target.value }, "name")}
        />
      </Field>
      {Object.entries(draft.models).map(([name, slot]) => (
        <Field key={name} label={`Model in slot “${name}”`}>
          <Select
            value={slot.model}
            onChange={(model) => set({ models: { ...draft.models, [name]: { ...slot, model } } }, `model-${name}`)}
            options={library.models.map(({ ref, simulated }) => ({
              value: ref,
              label: ref,
              hint: simulated ? "simulated" : undefined,
            }))}
          />
        </Field>
      ))}
      <Field label="What a model remembers">
        <Select
          value={draft.context.history}
          onChange={(value) => {
            const history = HISTORY.find((one) => one.value === value)?.value;
            if (history) set({ context: { ...draft.context, history } }, "history");
          }}
          options={HISTORY}
        />
      </Field>
      <Field label="Input tokens of a call at most">
        <Input
          type="number"
          min={500}
          value={String(draft.context.maxInputTokens)}
          onChange={(event) =>
            set({ context: { ...draft.context, maxInputTokens: Number(event.target.value) } }, "tokens")
          }
        />
      </Field>
      <Field label="Cost of a run at most, USD">
        <Input
          type="number"
          step="0.01"
          min={0.001}
          value={String(draft.limits.maxCostUsd)}
          onChange={(event) => set({ limits: { ...draft.limits, maxCostUsd: Number(event.target.value) } }, "cost")}
        />
      </Field>
      <InputSchema value={draft.inputs} onChange={(inputs) => set({ inputs }, "inputs")} />
    </>
  );
}

/** The input of a run as JSON Schema; a text that is not one changes nothing and says why. */
function InputSchema({ value, onChange }: { value: JsonSchema; onChange: (value: JsonSchema) => void }) {
  const [error, setError] = useState<string | null>(null);
  const read = (text: string) => {
    try {
      onChange(JsonSchema.parse(JSON.parse(text)));
      setError(null);
    } catch (cause) {
      setError(cause instanceof SyntaxError ? cause.message : "This is not a JSON Schema object.");
    }
  };
  return (
    <Field label="Input of a run (JSON Schema)" error={error}>
      <Textarea
        rows={10}
        className="mono"
        spellCheck={false}
        defaultValue={JSON.stringify(value, null, 2)}
        onBlur={(event) => read(event.target.value)}
      />
    </Field>
  );
}

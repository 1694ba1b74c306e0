"use client";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { ContextFields } from "@/components/harness/inspector/context-fields";
import { LimitFields } from "@/components/harness/inspector/limit-fields";
import { ModelSlots } from "@/components/harness/inspector/model-slots";
import { SchemaField } from "@/components/harness/inspector/schema-field";
import { StateVariables } from "@/components/harness/inspector/state-variables";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** What belongs to the harness and not to a node: shown while nothing is selected. */
export function HarnessSettings() {
  const { store } = useEditorShared();
  const readOnly = useEditor((state) => state.readOnly);
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
      <ModelSlots />
      <ContextFields context={draft.context} onChange={(context, mark) => set({ context }, mark)} />
      <LimitFields limits={draft.limits} onChange={(limits, mark) => set({ limits }, mark)} />
      <div data-place="inputs">
        <SchemaField
          label="Input of a run (JSON Schema)"
          value={draft.inputs}
          readOnly={readOnly}
          onChange={(inputs) => set({ inputs }, "inputs")}
        />
      </div>
      <div data-place="outputs">
        <SchemaField
          label="Output of a run (JSON Schema)"
          value={draft.outputs}
          readOnly={readOnly}
          onChange={(outputs) => set({ outputs }, "outputs")}
        />
      </div>
      <StateVariables state={draft.state} onChange={(state, mark) => set({ state }, mark)} />
    </>
  );
}

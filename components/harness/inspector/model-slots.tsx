"use client";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { ModelSlotFields } from "@/components/harness/inspector/model-slot-fields";
import { NewName } from "@/components/harness/inspector/new-name";
import { removeSlot, renameSlot, slotUsers } from "@/lib/harness/graph/slot-commands";
import type { ModelSlot } from "@/lib/release/program";

const START: Omit<ModelSlot, "model"> = { fallbacks: [], temperature: 0.2, maxOutputTokens: 1_024 };

/** The models of a harness by the name that its steps use. */
export function ModelSlots() {
  const { store, library } = useEditorShared();
  const draft = useEditor((state) => state.draft);
  const { models } = draft;
  const [first] = library.models;
  const { run } = store.getState();
  const set = (name: string, slot: ModelSlot, mark: string) =>
    void run({ kind: "set-draft", change: { models: { ...models, [name]: slot } } }, `${mark}-${name}`);
  return (
    <section className="grid gap-3" data-place="models">
      <h3>Models</h3>
      {Object.entries(models).map(([name, slot]) => (
        <ModelSlotFields
          key={name}
          name={name}
          slot={slot}
          taken={Object.keys(models)}
          users={slotUsers(draft, name).length}
          onChange={(next, mark) => set(name, next, mark)}
          onRename={(next) => void run(renameSlot(draft, name, next))}
          onRemove={() => void run(removeSlot(draft, name))}
        />
      ))}
      {first && (
        <NewName
          label="Name of a new model slot"
          placeholder="new_slot"
          taken={Object.keys(models)}
          onAdd={(name) => set(name, { ...START, model: first.ref }, "slot")}
        />
      )}
    </section>
  );
}

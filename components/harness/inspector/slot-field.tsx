"use client";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import type { DraftNode } from "@/lib/harness/graph/draft";

/** Which of the harness's model slots a step uses. */
export function SlotField({ node }: { node: DraftNode }) {
  const models = useEditor((state) => state.draft.models);
  const { library } = useEditorShared();
  const { setConfig } = useNodeEdits(node);
  const slot = String(node.config.slot ?? "");
  const model = models[slot]?.model;
  const isSimulated = library.models.some((one) => one.ref === model && one.simulated);
  return (
    <div className="grid gap-1.5">
      <ChoiceField
        label="Model slot"
        value={slot}
        options={Object.entries(models).map(([name, one]) => ({ value: name, label: `${name} · ${one.model}` }))}
        onChange={(next) => setConfig({ slot: next }, "slot")}
      />
      {isSimulated && (
        <span>
          <SimulatedBadge />
        </span>
      )}
    </div>
  );
}

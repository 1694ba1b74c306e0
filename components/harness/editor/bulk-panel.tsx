"use client";
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Group,
  type LucideIcon,
  SquareArrowOutUpRight,
  Trash2,
} from "lucide-react";
import { ARRANGEMENTS, arrange, extract, group } from "@/components/harness/editor/arrange-actions";
import { removeSelection } from "@/components/harness/editor/editor-actions";
import { useEditor, useEditorStores } from "@/components/harness/editor/editor-context";
import { InspectorEdge } from "@/components/harness/editor/panel-edges";
import { InsideOfField } from "@/components/harness/inspector/inside-of-field";
import { InspectorBody } from "@/components/harness/inspector/inspector-body";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { NodeKindIcon } from "@/components/ui/node-kind";
import { Select } from "@/components/ui/select";
import type { Arrangement } from "@/lib/harness/canvas/arrange-nodes";
import { type BulkField, bulkChange, bulkFields } from "@/lib/harness/canvas/bulk-edit";
import { nodeIndex } from "@/lib/harness/canvas/node-index";

const ICON: Record<Arrangement, LucideIcon> = {
  left: AlignStartVertical,
  centre: AlignCenterVertical,
  right: AlignEndVertical,
  top: AlignStartHorizontal,
  middle: AlignCenterHorizontal,
  bottom: AlignEndHorizontal,
  columns: AlignHorizontalDistributeCenter,
  rows: AlignVerticalDistributeCenter,
};
const NAME: Record<BulkField, string> = {
  slot: "Model slot",
  timeoutMs: "Give up after",
  maxAttempts: "Attempts",
  onError: "When it fails",
};

/** What several selected nodes have in common: where they stand, and the fields that all of them have. */
export function BulkPanel() {
  const stores = useEditorStores();
  const draft = useEditor((state) => state.draft);
  const selection = useEditor((state) => state.selection);
  const index = nodeIndex(draft);
  const nodes = [...selection].flatMap((id) => index.get(id) ?? []);
  const { select, run } = stores.store.getState();
  return (
    <>
      <header>
        <b className="py-1">{nodes.length} nodes selected</b>
      </header>
      <InspectorBody>
        <section className="grid gap-2" aria-label="Arrange">
          <h3>Arrange</h3>
          <div className="flex flex-wrap gap-0.5">
            {ARRANGEMENTS.map(({ how, label }) => {
              const Icon = ICON[how];
              return (
                <IconButton key={how} label={label} onClick={() => arrange(stores, how)}>
                  <Icon className="i s" aria-hidden />
                </IconButton>
              );
            })}
          </div>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => group(stores)}>
              <Group className="i s" aria-hidden />
              Group
            </Button>
            <Button onClick={() => extract(stores)}>
              <SquareArrowOutUpRight className="i s" aria-hidden />
              Extract to a subflow
            </Button>
            <Button variant="danger" onClick={() => removeSelection(stores)}>
              <Trash2 className="i s" aria-hidden />
              Remove
            </Button>
          </div>
        </section>
        <InsideOfField nodes={nodes} />
        {bulkFields(draft, nodes).map(({ field, value, options }) => (
          <Field key={field} label={NAME[field]}>
            <Select
              value={value ?? ""}
              placeholder="Different"
              options={options}
              onChange={(next) => {
                const command = bulkChange(nodes, field, next);
                if (command) run(command);
              }}
            />
          </Field>
        ))}
        <section className="grid gap-1" aria-label="Selected">
          <h3>Selected</h3>
          {nodes.map((node) => (
            <button key={node.id} type="button" className="palette-item" onClick={() => select([node.id])}>
              <NodeKindIcon kind={node.kind} />
              <span className="cut">{node.label}</span>
            </button>
          ))}
        </section>
      </InspectorBody>
      <InspectorEdge />
    </>
  );
}

"use client";
import { Plus, X } from "lucide-react";
import { BindingField } from "@/components/harness/inspector/binding-field";
import { KeyInput } from "@/components/harness/inspector/key-input";
import { nextKey } from "@/components/harness/inspector/next-key";
import { NumberField } from "@/components/harness/inspector/number-field";
import { SlotField } from "@/components/harness/inspector/slot-field";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { NODE_CONFIG } from "@/lib/release/node-config";

type Label = { key: string; description: string };
const MAX_LABELS = 20;

/** A text, a question about it, and the labels to choose from; each is an exit. */
export function ClassifyForm({ node }: { node: DraftNode }) {
  const { setConfig, setInputs, removeConfig } = useNodeEdits(node);
  const labels: Label[] = NODE_CONFIG.classify.shape.labels.safeParse(node.config.labels).data ?? [];
  const set = (next: Label[], mark: string) => setConfig({ labels: next }, mark);
  const change = (position: number, patch: Partial<Label>) =>
    set(
      labels.map((label, at) => (at === position ? { ...label, ...patch } : label)),
      `label-${position}`,
    );
  return (
    <>
      <SlotField node={node} />
      <BindingField
        nodeId={node.id}
        label="Text"
        binding={node.in.text ?? { tpl: "" }}
        onChange={(text) => setInputs({ ...node.in, text }, "text")}
      />
      <Field label="Question">
        <Textarea
          rows={2}
          value={String(node.config.instruction ?? "")}
          onChange={(event) => setConfig({ instruction: event.target.value }, "instruction")}
        />
      </Field>
      <NumberField
        label="Sure enough from"
        hint="Below it the text goes to other. 0: the model is not asked how sure it is."
        unit="%"
        value={Math.round(Number(node.config.minConfidence ?? 0) * 100)}
        min={0}
        max={100}
        onChange={(percent) =>
          percent === 0 ? removeConfig("minConfidence") : setConfig({ minConfidence: percent / 100 }, "minConfidence")
        }
      />
      <section className="grid gap-2">
        <h3>Labels</h3>
        {labels.map((label, position) => (
          <div key={label.key} className="exit-row">
            <KeyInput
              name={`Key of label ${position + 1}`}
              value={label.key}
              taken={["other", "error", ...labels.map((one) => one.key)]}
              onChange={(key) => change(position, { key })}
            />
            <Input
              compact
              aria-label={`Meaning of ${label.key}`}
              value={label.description}
              onChange={(event) => change(position, { description: event.target.value })}
            />
            <IconButton
              label={`Remove ${label.key}`}
              size="sm"
              disabled={labels.length <= 2}
              onClick={() =>
                set(
                  labels.filter((_, at) => at !== position),
                  `label-remove-${position}`,
                )
              }
            >
              <X className="i s" aria-hidden />
            </IconButton>
          </div>
        ))}
        <span>
          <Button
            size="sm"
            disabled={labels.length >= MAX_LABELS}
            onClick={() => set([...labels, { key: nextKey(labels, "label"), description: "" }], "label-add")}
          >
            <Plus className="i s" aria-hidden />
            Add a label
          </Button>
        </span>
      </section>
    </>
  );
}

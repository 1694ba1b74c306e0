"use client";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { NumberField } from "@/components/harness/inspector/number-field";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { NODE_CONFIG } from "@/lib/release/node-config";

export function ChatTriggerForm({ node }: { node: DraftNode }) {
  const { setConfig } = useNodeEdits(node);
  return (
    <ChoiceField
      label="A conversation is"
      hint="Its messages are remembered together."
      value={node.config.threadPer === "user" ? "user" : "session"}
      options={[
        { value: "session", label: "One visit" },
        { value: "user", label: "Everything with one person" },
      ]}
      onChange={(threadPer) => setConfig({ threadPer }, "threadPer")}
    />
  );
}

export function ApiTriggerForm({ node }: { node: DraftNode }) {
  const { setConfig } = useNodeEdits(node);
  const config = NODE_CONFIG["trigger.api"].partial().safeParse(node.config).data ?? {};
  return (
    <>
      <ChoiceField
        label="The caller"
        value={config.mode ?? "async"}
        options={[
          { value: "async", label: "Gets the run's id at once" },
          { value: "sync", label: "Waits for the output" },
        ]}
        onChange={(mode) => setConfig({ mode }, "mode")}
      />
      {config.mode === "sync" && (
        <NumberField
          label="Waits at most"
          unit="s"
          value={(config.waitMs ?? 30_000) / 1_000}
          min={1}
          max={60}
          onChange={(seconds) => setConfig({ waitMs: seconds * 1_000 }, "waitMs")}
        />
      )}
    </>
  );
}

export function NoteForm({ node }: { node: DraftNode }) {
  const { setConfig } = useNodeEdits(node);
  return (
    <Field label="Text">
      <Textarea
        rows={8}
        value={String(node.config.text ?? "")}
        onChange={(event) => setConfig({ text: event.target.value }, "text")}
      />
    </Field>
  );
}

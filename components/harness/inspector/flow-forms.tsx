"use client";
import { BindingField } from "@/components/harness/inspector/binding-field";
import { BindingsEditor } from "@/components/harness/inspector/bindings-editor";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { NumberField } from "@/components/harness/inspector/number-field";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { useWants } from "@/components/harness/inspector/use-wants";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { MAX_TRANSFORM_FIELDS, NODE_CONFIG } from "@/lib/release/node-config";

const SECOND = 1_000;

/** A list and how its items are worked through. The steps stand inside the frame on the canvas. */
export function MapForm({ node }: { node: DraftNode }) {
  const { setConfig, setInputs } = useNodeEdits(node);
  const { inputs } = useWants(node);
  const config = NODE_CONFIG.map.partial().safeParse(node.config).data ?? {};
  return (
    <>
      <BindingField
        nodeId={node.id}
        label="Items"
        hint="A list. Inside, each is called item."
        wants={inputs.items}
        binding={node.in.items ?? { cel: "[]" }}
        onChange={(items) => setInputs({ ...node.in, items }, "items")}
      />
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="At the same time"
          value={config.concurrency ?? 5}
          min={1}
          max={20}
          onChange={(concurrency) => setConfig({ concurrency }, "concurrency")}
        />
        <NumberField
          label="Items at most"
          value={config.maxItems ?? 200}
          min={1}
          max={1_000}
          onChange={(maxItems) => setConfig({ maxItems }, "maxItems")}
        />
      </div>
      <ChoiceField
        label="When an item fails"
        value={config.errorMode ?? "fail"}
        options={[
          { value: "fail", label: "The map fails" },
          { value: "collect", label: "Its error is in the result" },
          { value: "skip", label: "It is left out" },
        ]}
        onChange={(errorMode) => setConfig({ errorMode }, "errorMode")}
      />
    </>
  );
}

/** How many ways must have arrived, and what becomes of the others. */
export function JoinForm({ node }: { node: DraftNode }) {
  const { setConfig } = useNodeEdits(node);
  const config = NODE_CONFIG.join.partial().safeParse(node.config).data ?? {};
  return (
    <>
      <ChoiceField
        label="Goes on when"
        value={config.mode ?? "all"}
        options={[
          { value: "all", label: "All have arrived" },
          { value: "any", label: "The first has arrived" },
          { value: "n", label: "Some have arrived" },
        ]}
        onChange={(mode) => setConfig({ mode, ...(mode === "n" ? { n: config.n ?? 2 } : {}) }, "mode")}
      />
      {config.mode === "n" && (
        <NumberField label="How many" value={config.n ?? 2} min={1} max={50} onChange={(n) => setConfig({ n }, "n")} />
      )}
      <NumberField
        label="Waits at most"
        unit="s"
        value={(config.timeoutMs ?? 600_000) / SECOND}
        min={1}
        max={86_400}
        onChange={(seconds) => setConfig({ timeoutMs: seconds * SECOND }, "timeoutMs")}
      />
      <ChoiceField
        label="After that"
        value={config.onTimeout ?? "error"}
        options={[
          { value: "error", label: "It fails" },
          { value: "continue", label: "It goes on with what is there" },
        ]}
        onChange={(onTimeout) => setConfig({ onTimeout }, "onTimeout")}
      />
      <ChoiceField
        label="Those that come late"
        value={config.late ?? "cancel"}
        options={[
          { value: "cancel", label: "Are cancelled" },
          { value: "finish", label: "Finish unseen" },
        ]}
        onChange={(late) => setConfig({ late }, "late")}
      />
      <ChoiceField
        label="Result"
        value={config.merge ?? "object"}
        options={[
          { value: "object", label: "One object, by step" },
          { value: "array", label: "A list" },
          { value: "coalesce", label: "The first that has a value" },
        ]}
        onChange={(merge) => setConfig({ merge }, "merge")}
      />
    </>
  );
}

export function EndForm({ node }: { node: DraftNode }) {
  const { setConfig, setInputs } = useNodeEdits(node);
  const { inputs } = useWants(node);
  return (
    <>
      <ChoiceField
        label="The run"
        value={node.config.outcome === "failure" ? "failure" : "success"}
        options={[
          { value: "success", label: "Succeeds" },
          { value: "failure", label: "Fails" },
        ]}
        onChange={(outcome) => setConfig({ outcome }, "outcome")}
      />
      <BindingsEditor nodeId={node.id} title="Output" bindings={node.in} wants={inputs} onChange={setInputs} />
    </>
  );
}

export function TransformForm({ node }: { node: DraftNode }) {
  const { setConfig } = useNodeEdits(node);
  const { state } = useWants(node);
  const config = NODE_CONFIG.transform.partial().safeParse(node.config).data ?? {};
  return (
    <>
      <BindingsEditor
        nodeId={node.id}
        title="Fields"
        max={MAX_TRANSFORM_FIELDS}
        bindings={config.fields ?? {}}
        onChange={(fields, mark) => setConfig({ fields }, mark)}
      />
      <BindingsEditor
        nodeId={node.id}
        title="State that it sets"
        wants={state}
        bindings={config.set ?? {}}
        onChange={(set, mark) => setConfig({ set }, mark)}
      />
    </>
  );
}

"use client";
import { useEditor } from "@/components/harness/editor/editor-context";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { NumberField } from "@/components/harness/inspector/number-field";
import { PromptFields } from "@/components/harness/inspector/prompt-fields";
import { SchemaField } from "@/components/harness/inspector/schema-field";
import { SlotField } from "@/components/harness/inspector/slot-field";
import { ToolPicks } from "@/components/harness/inspector/tool-picks";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Checkbox } from "@/components/ui/checkbox";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { OwnContext } from "@/lib/release/context-policy";
import { JsonSchema } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";

const HISTORY = [
  { value: "none", label: "Nothing but the prompt" },
  { value: "run", label: "This run" },
  { value: "thread", label: "The whole conversation" },
] as const;
const ANY_OBJECT = { type: "object", properties: {} };

/** A model call or an agent: the model, what it is told, and for an agent what it may do and for how long. */
export function ModelForm({ node }: { node: DraftNode }) {
  return (
    <>
      <SlotField node={node} />
      <PromptFields node={node} />
      {node.kind === "agent" && <AgentFields node={node} />}
      <HistoryField node={node} />
      <OutputField node={node} />
    </>
  );
}

function AgentFields({ node }: { node: DraftNode }) {
  const { setConfig } = useNodeEdits(node);
  const parsed = NODE_CONFIG.agent.partial().safeParse(node.config).data ?? {};
  return (
    <>
      <ToolPicks chosen={parsed.tools ?? []} onChange={(tools) => setConfig({ tools }, "tools")} />
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="Turns at most"
          value={parsed.maxTurns ?? 8}
          min={1}
          max={50}
          onChange={(maxTurns) => setConfig({ maxTurns }, "maxTurns")}
        />
        <NumberField
          label="Tool calls at once"
          value={parsed.parallelToolCalls ?? 4}
          min={1}
          max={10}
          onChange={(parallelToolCalls) => setConfig({ parallelToolCalls }, "parallelToolCalls")}
        />
      </div>
      <NumberField
        label="Tokens at most"
        hint="When either bound is reached, the run goes on at the exit limit."
        value={parsed.maxTokens ?? 60_000}
        min={100}
        max={2_000_000}
        unit="tokens"
        onChange={(maxTokens) => setConfig({ maxTokens }, "maxTokens")}
      />
    </>
  );
}

/** What the call remembers; without a choice of its own it follows the harness. */
function HistoryField({ node }: { node: DraftNode }) {
  const { setConfig, removeConfig } = useNodeEdits(node);
  const standard = useEditor((state) => state.draft.context.history);
  const context = OwnContext.safeParse(node.config.context).data;
  return (
    <ChoiceField
      label="Remembers"
      value={context?.history ?? "harness"}
      options={[
        { value: "harness" as const, label: `As the harness: ${standard}`, hint: "Set when no step is selected" },
        ...HISTORY,
      ]}
      onChange={(history) =>
        history === "harness" ? removeConfig("context") : setConfig({ context: { ...context, history } }, "context")
      }
    />
  );
}

function OutputField({ node }: { node: DraftNode }) {
  const { setConfig, removeConfig } = useNodeEdits(node);
  const schema = JsonSchema.safeParse(node.config.output).data;
  return (
    <>
      <Checkbox
        label="Answer as data"
        hint="The answer must fit a JSON Schema."
        checked={schema !== undefined}
        onChange={(isOn) => (isOn ? setConfig({ output: ANY_OBJECT }, "output") : removeConfig("output"))}
      />
      {schema && (
        <SchemaField
          label="Schema of the answer"
          value={schema}
          onChange={(output) => setConfig({ output }, "output")}
        />
      )}
    </>
  );
}

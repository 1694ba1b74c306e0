"use client";
import { MemoryGrants } from "@/components/harness/inspector/memory-grants";
import { NumberField } from "@/components/harness/inspector/number-field";
import { PromptFields } from "@/components/harness/inspector/prompt-fields";
import { SchemaField } from "@/components/harness/inspector/schema-field";
import { SlotField } from "@/components/harness/inspector/slot-field";
import { StepContext } from "@/components/harness/inspector/step-context";
import { StopWhenField } from "@/components/harness/inspector/stop-when-field";
import { ToolPicks } from "@/components/harness/inspector/tool-picks";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Checkbox } from "@/components/ui/checkbox";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { JsonSchema } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";

const ANY_OBJECT = { type: "object", properties: {} };

/** A model call or an agent: the model, what it is told, and for an agent what it may do and for how long. */
export function ModelForm({ node }: { node: DraftNode }) {
  return (
    <>
      <SlotField node={node} />
      <PromptFields node={node} />
      {node.kind === "agent" && <AgentFields node={node} />}
      <StepContext node={node} />
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
      <MemoryGrants node={node} />
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
      <StopWhenField node={node} />
    </>
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

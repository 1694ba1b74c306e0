"use client";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { BindingsEditor } from "@/components/harness/inspector/bindings-editor";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { useWants } from "@/components/harness/inspector/use-wants";
import type { DraftNode } from "@/lib/harness/graph/draft";
import type { JsonSchema } from "@/lib/release/json-schema";

/** One tool and a value for each of its arguments. */
export function ToolForm({ node }: { node: DraftNode }) {
  const { library } = useEditorShared();
  const { setConfig, setInputs } = useNodeEdits(node);
  const { inputs } = useWants(node);
  const tool = library.tools.find((one) => one.key === node.config.tool);
  return (
    <>
      <ChoiceField
        label="Tool"
        hint={tool?.description}
        value={tool?.key ?? ""}
        options={library.tools.map((one) => ({ value: one.key, label: one.key, hint: one.name }))}
        onChange={(key) => setConfig({ tool: key }, "tool")}
      />
      {tool && (
        <BindingsEditor
          nodeId={node.id}
          title="Arguments"
          wants={inputs}
          bindings={node.in}
          fixed={argumentsOf(tool.input)}
          onChange={setInputs}
        />
      )}
    </>
  );
}

function argumentsOf(input: JsonSchema) {
  const { properties, required } = input;
  if (typeof properties !== "object" || properties === null || Array.isArray(properties)) return [];
  const needed = Array.isArray(required) ? required : [];
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    required: needed.includes(name),
    ...(typeof schema === "object" &&
    schema !== null &&
    !Array.isArray(schema) &&
    typeof schema.description === "string"
      ? { hint: schema.description }
      : {}),
  }));
}

"use client";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { BindingsEditor } from "@/components/harness/inspector/bindings-editor";
import { BranchFields, PlainFields } from "@/components/harness/inspector/flow-fields";
import { AgentToolsFields, ClassifyFields, PromptFields, SlotField } from "@/components/harness/inspector/model-fields";
import { TextWithVariables } from "@/components/harness/inspector/text-with-variables";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { NODE_CONFIG } from "@/lib/release/node-config";

/** What the node does. */
export function SetupTab({ node }: { node: DraftNode }) {
  const { setInputs } = useNodeEdits(node);
  switch (node.kind) {
    case "llm":
      return (
        <>
          <SlotField node={node} />
          <PromptFields node={node} />
        </>
      );
    case "agent":
      return (
        <>
          <SlotField node={node} />
          <PromptFields node={node} />
          <AgentToolsFields node={node} />
        </>
      );
    case "classify":
      return (
        <>
          <SlotField node={node} />
          <ClassifyFields node={node} />
          <BindingsEditor
            nodeId={node.id}
            title="What is classified"
            bindings={node.in}
            onChange={setInputs}
            fixed={[{ name: "text", required: true }]}
          />
        </>
      );
    case "tool":
      return <ToolFields node={node} />;
    case "http":
      return <HttpFields node={node} />;
    case "branch":
      return <BranchFields node={node} />;
    case "transform":
      return <TransformFields node={node} />;
    case "map":
      return (
        <>
          <BindingsEditor
            nodeId={node.id}
            title="For each of"
            bindings={node.in}
            onChange={setInputs}
            fixed={[{ name: "items", required: true, hint: "A list" }]}
          />
          <PlainFields node={node} />
        </>
      );
    case "end":
      return (
        <>
          <PlainFields node={node} />
          <BindingsEditor nodeId={node.id} title="Output" bindings={node.in} onChange={setInputs} />
        </>
      );
    case "note":
      return <NoteField node={node} />;
    default:
      return <PlainFields node={node} />;
  }
}

function NoteField({ node }: { node: DraftNode }) {
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

function ToolFields({ node }: { node: DraftNode }) {
  const { library } = useEditorShared();
  const { setConfig, setInputs } = useNodeEdits(node);
  const tool = library.tools.find((one) => one.key === node.config.tool);
  const properties = tool?.input.properties;
  const required = Array.isArray(tool?.input.required) ? tool.input.required : [];
  const fields = Object.entries(typeof properties === "object" && properties !== null ? properties : {}).map(
    ([name, schema]) => ({ name, hint: descriptionOf(schema), required: required.includes(name) }),
  );
  return (
    <>
      <Field label="Tool" hint={tool?.description}>
        <Select
          value={String(node.config.tool ?? "")}
          onChange={(key) => setConfig({ tool: key }, "tool")}
          options={library.tools.map((one) => ({ value: one.key, label: one.name, hint: one.key }))}
        />
      </Field>
      <BindingsEditor nodeId={node.id} title="Arguments" bindings={node.in} onChange={setInputs} fixed={fields} />
    </>
  );
}

function descriptionOf(schema: unknown): string | undefined {
  if (typeof schema !== "object" || schema === null || !("description" in schema)) return undefined;
  return typeof schema.description === "string" ? schema.description : undefined;
}

function HttpFields({ node }: { node: DraftNode }) {
  const { setConfig } = useNodeEdits(node);
  return (
    <>
      <PlainFields node={node} />
      <TextWithVariables
        nodeId={node.id}
        label="Address"
        hint="The host is written out; variables may follow it."
        language="liquid"
        rows={2}
        value={String(node.config.url ?? "")}
        onChange={(url) => setConfig({ url }, "url")}
      />
      <Field label="Largest answer, bytes">
        <Input
          type="number"
          value={String(node.config.maxResponseBytes ?? "")}
          onChange={(event) => setConfig({ maxResponseBytes: Number(event.target.value) }, "maxResponseBytes")}
        />
      </Field>
    </>
  );
}

function TransformFields({ node }: { node: DraftNode }) {
  const { setConfig } = useNodeEdits(node);
  const config = NODE_CONFIG.transform.safeParse(node.config).data ?? { fields: {}, set: {} };
  return (
    <>
      <BindingsEditor
        nodeId={node.id}
        title="Fields"
        bindings={config.fields}
        onChange={(fields, mark) => setConfig({ fields }, mark)}
      />
      <BindingsEditor
        nodeId={node.id}
        title="State to set"
        bindings={config.set}
        onChange={(set, mark) => setConfig({ set }, mark)}
      />
    </>
  );
}

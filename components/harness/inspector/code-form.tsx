"use client";
import { BindingsEditor } from "@/components/harness/inspector/bindings-editor";
import { OptionalSchema } from "@/components/harness/inspector/optional-schema";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { CodeEditor } from "@/components/ui/code-editor";
import { Field } from "@/components/ui/field";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { NODE_CONFIG } from "@/lib/release/node-config";

const MAX_SOURCE = 32_768;

/** JavaScript for what expressions cannot say. It has its input and nothing else: no network, no clock, no chance. */
export function CodeForm({ node }: { node: DraftNode }) {
  const { setConfig, removeConfig, setInputs } = useNodeEdits(node);
  const config = NODE_CONFIG.code.partial().safeParse(node.config).data ?? {};
  const source = config.source ?? String(node.config.source ?? "");
  return (
    <>
      <Field
        label="JavaScript"
        hint="The body of a function of input; what it returns is the output."
        error={
          source.length > MAX_SOURCE ? `At most 32 KB; this is ${Math.ceil(source.length / 1_024)} KB.` : undefined
        }
      >
        <CodeEditor
          language="text"
          label="JavaScript"
          value={source}
          onChange={(next) => setConfig({ source: next }, "source")}
          minHeight="160px"
          maxHeight="360px"
        />
      </Field>
      <BindingsEditor nodeId={node.id} title="Input" bindings={node.in} onChange={setInputs} />
      <OptionalSchema
        label="Check the output"
        hint="Another shape is a failure of the step."
        title="Schema of the output"
        value={config.output}
        onChange={(output) => (output ? setConfig({ output }, "output") : removeConfig("output"))}
      />
    </>
  );
}

"use client";
import { BindingsEditor } from "@/components/harness/inspector/bindings-editor";
import { SchemaField } from "@/components/harness/inspector/schema-field";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { NODE_CONFIG } from "@/lib/release/node-config";

/** The configuration of a node as JSON, with what is not valid yet, and its inputs. */
export function ConfigForm({ node }: { node: DraftNode }) {
  const { replaceConfig, setInputs } = useNodeEdits(node);
  const [issue] = NODE_CONFIG[node.kind].safeParse(node.config).error?.issues ?? [];
  return (
    <>
      <SchemaField label="Configuration (JSON)" value={node.config} onChange={(config) => replaceConfig(config)} />
      {issue && (
        <p role="alert" className="fail text-12">
          {issue.path.join(".")}: {issue.message}
        </p>
      )}
      <BindingsEditor nodeId={node.id} title="Inputs" bindings={node.in} onChange={setInputs} />
    </>
  );
}

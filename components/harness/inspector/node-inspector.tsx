"use client";
import { Trash2, X } from "lucide-react";
import { useState } from "react";
import { useEditor, useEditorShared, useFindingsOf } from "@/components/harness/editor/editor-context";
import { InspectorEdge } from "@/components/harness/editor/panel-edges";
import { loadStepRenamer } from "@/components/harness/editor/step-renamer";
import { Connections } from "@/components/harness/inspector/connections";
import { InsideOfField } from "@/components/harness/inspector/inside-of-field";
import { InspectorBody } from "@/components/harness/inspector/inspector-body";
import { LastRunTab } from "@/components/harness/inspector/last-run-tab";
import { PolicyForm } from "@/components/harness/inspector/policy-form";
import { SetupTab } from "@/components/harness/inspector/setup-tab";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { IconButton } from "@/components/ui/icon-button";
import { NodeKindIcon } from "@/components/ui/node-kind";
import { ScrollArea } from "@/components/ui/scroll-area";
import { Tabs } from "@/components/ui/tabs";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { definitionOf } from "@/lib/harness/nodes/catalogue";
import type { Finding } from "@/lib/release/readiness-report";

/** One node: its name and key, what it does, what happens when it fails, and how it went last time. */
export function NodeInspector({ node }: { node: DraftNode }) {
  const { store } = useEditorShared();
  const readOnly = useEditor((state) => state.readOnly);
  const [tab, setTab] = useState("setup");
  const { setLabel } = useNodeEdits(node);
  const findings = useFindingsOf(node.id);
  const { select, run } = store.getState();
  const canFail = !node.kind.startsWith("trigger.") && node.kind !== "end" && node.kind !== "note";
  return (
    <>
      <header>
        <NodeKindIcon kind={node.kind} />
        <input
          aria-label="Name of the node"
          value={node.label}
          maxLength={80}
          readOnly={readOnly}
          onChange={(event) => setLabel(event.target.value)}
        />
        <KeyField node={node} />
        <IconButton
          label="Remove the node"
          size="sm"
          disabled={readOnly}
          onClick={() => run({ kind: "remove", nodes: [node.id], edges: [] })}
        >
          <Trash2 className="i s" aria-hidden />
        </IconButton>
        <IconButton label="Close" size="sm" onClick={() => select([])}>
          <X className="i s" aria-hidden />
        </IconButton>
      </header>
      <Tabs
        label="Node"
        value={tab}
        onChange={setTab}
        tabs={[
          {
            value: "setup",
            label: "Setup",
            content: (
              <InspectorBody>
                <p className="text-12 text-muted">{definitionOf(node.kind).description}</p>
                <SetupTab node={node} />
                <InsideOfField nodes={[node]} />
                <Connections node={node} />
              </InspectorBody>
            ),
          },
          ...(canFail
            ? [
                {
                  value: "failure",
                  label: "Failure",
                  content: (
                    <InspectorBody>
                      <PolicyForm node={node} />
                    </InspectorBody>
                  ),
                },
              ]
            : []),
          {
            value: "run",
            label: "Last run",
            content: (
              <div className="body">
                <LastRunTab node={node} />
              </div>
            ),
          },
        ]}
      />
      <Findings findings={findings} />
      <InspectorEdge />
    </>
  );
}

/**
 * What readiness says about the node. It has a place of its own: it comes a moment after an edit, and must not move a
 * field away from under the pointer.
 */
function Findings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ScrollArea label="What readiness says" className="inspector-findings">
      {findings.map((finding) => (
        <p key={finding.rule + finding.field} className={finding.severity === "block" ? "fail" : "warn"}>
          {finding.explanation}
        </p>
      ))}
    </ScrollArea>
  );
}

/** The name in expressions; renaming rewrites its uses. */
function KeyField({ node }: { node: DraftNode }) {
  const { store } = useEditorShared();
  const rename = async (key: string) => {
    if (key === node.key) return;
    await loadStepRenamer();
    store.getState().run({ kind: "rename-key", id: node.id, key });
  };
  return (
    <input
      key={node.key}
      aria-label="Key in expressions"
      className="node-key mono s"
      defaultValue={node.key}
      onBlur={(event) => void rename(event.target.value)}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
    />
  );
}

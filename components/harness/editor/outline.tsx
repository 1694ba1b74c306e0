"use client";
import { ArrowRight, X } from "lucide-react";
import { useReactFlow } from "reactflow";
import { useEditor, useEditorStores, useFindingsOf, useView } from "@/components/harness/editor/editor-context";
import { focusCard } from "@/components/harness/editor/focus-card";
import { OutlineMoves } from "@/components/harness/editor/outline-moves";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { NodeKindIcon } from "@/components/ui/node-kind";
import { cardName } from "@/lib/harness/canvas/card-name";
import { edgeIndex, nodeIndex } from "@/lib/harness/canvas/node-index";
import { readingOrder } from "@/lib/harness/canvas/reading-order";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { portsOf } from "@/lib/harness/nodes/ports-of";

/** The whole harness as a list: everything that the canvas does, without the canvas. Fields are in the inspector. */
export function Outline() {
  const { view } = useEditorStores();
  const draft = useEditor((state) => state.draft);
  return (
    <section className="pop float outline" aria-label="Outline">
      <header>
        <b>Outline</b>
        <span className="text-12 text-faint">{draft.nodes.length} nodes, in the order of a run</span>
        <IconButton
          label="Close the outline"
          size="sm"
          className="ml-auto"
          onClick={() => view.setState({ panel: null })}
        >
          <X className="i xs" aria-hidden />
        </IconButton>
      </header>
      <ol>
        {readingOrder(draft).map((node) => (
          <OutlineRow key={node.id} node={node} draft={draft} />
        ))}
      </ol>
      {draft.nodes.length === 0 && (
        <p className="px-3 pb-3 text-12 text-muted">Nothing yet. Add a node from the palette.</p>
      )}
    </section>
  );
}

function depthOf(draft: Draft, node: DraftNode): number {
  const index = nodeIndex(draft);
  let depth = 0;
  for (let at = node.parent; at && depth < 8; at = index.get(at)?.parent ?? null) depth += 1;
  return depth;
}

function OutlineRow({ node, draft }: { node: DraftNode; draft: Draft }) {
  const { store, view } = useEditorStores();
  const flow = useReactFlow();
  const findings = useFindingsOf(node.id);
  const run = useView(({ runs }) => runs.get(node.id));
  const isSelected = useEditor((state) => state.selection.has(node.id));
  const readOnly = useEditor((state) => state.readOnly);
  const { run: apply, select } = store.getState();
  const connect = (element: HTMLElement) => {
    const { left, bottom } = element.getBoundingClientRect();
    const purpose = { kind: "connect", from: { node: node.id, port: "out" } } as const;
    view.setState({ picker: { at: { x: left, y: bottom + 4 }, purpose } });
  };
  return (
    <li style={{ paddingLeft: 8 + depthOf(draft, node) * 16 }} className={isSelected ? "on" : ""}>
      <div className="outline-row">
        <button
          type="button"
          className="outline-node"
          aria-label={cardName(node, run, findings)}
          aria-current={isSelected}
          onClick={() => {
            select([node.id]);
            focusCard(flow, node.id, false);
          }}
        >
          <NodeKindIcon kind={node.kind} />
          <span className="cut">{node.label}</span>
          <small>{node.kind}</small>
        </button>
        {!readOnly && portsOf(node).out.length > 0 && (
          <Button size="sm" variant="ghost" onClick={(event) => connect(event.currentTarget)}>
            Connect
          </Button>
        )}
        {!readOnly && <OutlineMoves node={node} draft={draft} />}
        {!readOnly && (
          <IconButton
            label={`Remove ${node.label}`}
            size="sm"
            onClick={() => apply({ kind: "remove", nodes: [node.id], edges: [] })}
          >
            <X className="i xs" aria-hidden />
          </IconButton>
        )}
      </div>
      <Lines node={node} draft={draft} readOnly={readOnly} />
    </li>
  );
}

function Lines({ node, draft, readOnly }: { node: DraftNode; draft: Draft; readOnly: boolean }) {
  const { store } = useEditorStores();
  const edges = (edgeIndex(draft).get(node.id) ?? []).filter((edge) => edge.from.node === node.id);
  if (edges.length === 0) return null;
  return (
    <ul>
      {edges.map((edge) => {
        const target = nodeIndex(draft).get(edge.to.node)?.label ?? "";
        return (
          <li key={edge.id} className="outline-line">
            <ArrowRight className="i xs" aria-hidden />
            <span className="cut">
              {edge.from.port === "out" ? "" : `${edge.from.port}: `}
              {target}
            </span>
            {!readOnly && (
              <IconButton
                label={`Remove the line to ${target}`}
                size="sm"
                onClick={() => store.getState().run({ kind: "remove", nodes: [], edges: [edge.id] })}
              >
                <X className="i xs" aria-hidden />
              </IconButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}

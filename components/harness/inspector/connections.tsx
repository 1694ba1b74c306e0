"use client";
import { ArrowRight, X } from "lucide-react";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { entryFor } from "@/lib/harness/canvas/connect-targets";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import { nodesBefore, refusalOfEdge } from "@/lib/harness/graph/edge-rules";
import { newGraphId } from "@/lib/harness/nodes/new-node";
import { portsOf } from "@/lib/harness/nodes/ports-of";

const NONE = "";

/** Where the exits of a node lead, and a list to connect them without the pointer. */
export function Connections({ node }: { node: DraftNode }) {
  const ports = portsOf(node).out;
  return ports.length === 0 ? null : (
    <section className="grid gap-3 border-border border-t pt-3" aria-label="Connections">
      <h3>Leads to</h3>
      {ports.map((port) => (
        <Exit key={port.id} node={node} port={port.id} label={port.label || "Next"} />
      ))}
    </section>
  );
}

function Exit({ node, port, label }: { node: DraftNode; port: string; label: string }) {
  const { store } = useEditorShared();
  const draft = useEditor((state) => state.draft);
  const { run } = store.getState();
  const edges = draft.edges.filter((edge) => edge.from.node === node.id && edge.from.port === port);
  const connect = (id: string) => {
    const target = targetsOf(draft, node.id, port).find((one) => one.id === id);
    if (target) run({ kind: "connect", edge: edgeTo(node.id, port, target) });
  };
  return (
    <div className="grid gap-1">
      <Field label={label}>
        <Select
          compact
          value={NONE}
          placeholder={edges.length === 0 ? "Nothing yet" : "And to…"}
          options={() =>
            targetsOf(draft, node.id, port).map((one) => ({ value: one.id, label: one.label, hint: one.kind }))
          }
          onChange={connect}
        />
      </Field>
      {edges.map((edge) => (
        <div key={edge.id} className="flex items-center gap-1.5 text-12">
          <ArrowRight className="i xs text-faint" aria-hidden />
          <span className="cut grow">{draft.nodes.find((one) => one.id === edge.to.node)?.label}</span>
          <IconButton
            label="Remove this connection"
            size="sm"
            onClick={() => run({ kind: "remove", nodes: [], edges: [edge.id] })}
          >
            <X className="i xs" aria-hidden />
          </IconButton>
        </div>
      ))}
    </div>
  );
}

/** Inside a map or loop, that is a target itself: there the map collects, and the loop goes on. */
const edgeTo = (from: string, port: string, target: DraftNode & { entry: string }): DraftEdge => ({
  id: newGraphId("e"),
  from: { node: from, port },
  to: { node: target.id, port: target.entry },
});

function targetsOf(draft: Draft, from: string, port: string) {
  const before = nodesBefore(draft, from);
  return draft.nodes
    .map((node) => ({ ...node, entry: entryFor(draft, { node: from, port }, node.id) }))
    .filter(({ id, entry }) => {
      const edge = { id: "asked", from: { node: from, port }, to: { node: id, port: entry } };
      return refusalOfEdge(draft, edge, before) === null;
    });
}

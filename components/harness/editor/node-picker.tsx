"use client";
import { lazy, useMemo, useState } from "react";
import { useReactFlow } from "reactflow";
import { useEditor, useEditorShared, useEditorStores } from "@/components/harness/editor/editor-context";
import { focusCard } from "@/components/harness/editor/focus-card";
import { NodeList } from "@/components/harness/editor/node-list";
import { usePickNode } from "@/components/harness/editor/use-add-node";
import type { AddPurpose, Picker, PickerPurpose } from "@/components/harness/editor/view-store";
import { NodeKindIcon } from "@/components/ui/node-kind";
import { connectTargets, entryFor } from "@/lib/harness/canvas/connect-targets";
import { type ListedEntry, matchEntries, nodeEntries } from "@/lib/harness/canvas/node-entry";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { newGraphId } from "@/lib/harness/nodes/new-node";
import { portsOf } from "@/lib/harness/nodes/ports-of";

export const loadInsideList = () => import("@/components/harness/editor/inside-list");
const InsideList = lazy(async () => ({ default: (await loadInsideList()).InsideList }));
const SIZE = { w: 264, h: 340 };

/** The list of nodes that opens at the end of a line, in its middle, or to connect by keyboard. */
export function NodePicker({ picker: { at, purpose } }: { picker: Picker }) {
  const { view } = useEditorStores();
  const close = () => view.setState({ picker: null });
  const style = {
    left: Math.max(8, Math.min(at.x, window.innerWidth - SIZE.w - 8)),
    top: Math.max(56, Math.min(at.y, window.innerHeight - SIZE.h - 8)),
    width: SIZE.w,
  };
  return (
    <div
      className="pop node-picker"
      style={style}
      role="dialog"
      aria-label={nameOf(purpose)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && close()}
    >
      {purpose.kind === "connect" ? (
        <ConnectList from={purpose.from} onClose={close} />
      ) : purpose.kind === "inside" ? (
        <InsideList ids={purpose.ids} onClose={close} />
      ) : (
        <AddList purpose={purpose} onClose={close} />
      )}
    </div>
  );
}

function nameOf({ kind }: PickerPurpose): string {
  if (kind === "connect") return "Connect to";
  return kind === "inside" ? "Move to" : "Add a node here";
}

/** Kinds that fit come first; those that cannot stand here are shown, dimmed, at the end. */
function AddList({ purpose, onClose }: { purpose: AddPurpose; onClose: () => void }) {
  const { library } = useEditorShared();
  const pick = usePickNode();
  const [query, setQuery] = useState("");
  const all = useMemo(() => nodeEntries(library.tools), [library.tools]);
  const fits = (entry: ListedEntry) => fitsPurpose(entry, purpose);
  const found = matchEntries(all, query);
  const options = [
    ...found.filter(fits).map((entry) => ({ ...entry, icon: <NodeKindIcon kind={entry.kind} /> })),
    ...found
      .filter((entry) => !fits(entry))
      .map((entry) => ({
        ...entry,
        group: "Cannot stand here",
        disabled: true,
        icon: <NodeKindIcon kind={entry.kind} />,
      })),
  ];
  return (
    <NodeList
      label="Add a node here"
      options={options}
      query={query}
      onQuery={setQuery}
      onClose={onClose}
      onChoose={({ kind, tool }) => {
        onClose();
        pick(tool ? { kind, tool } : { kind }, purpose);
      }}
    />
  );
}

function fitsPurpose({ kind }: ListedEntry, purpose: PickerPurpose): boolean {
  if (kind === "note") return false;
  const isStart = kind.startsWith("trigger.");
  if (purpose.kind === "to") return kind !== "end";
  return purpose.kind === "split" ? !isStart && kind !== "end" : !isStart;
}

/** A container says whether a line ends its body or goes on to it. */
function hintOf(draft: Draft, from: { node: string; port: string }, { id, kind }: DraftNode): string {
  const entry = entryFor(draft, from, id);
  return entry === "in" ? kind : `${kind} · ${entry === "next" ? "next round" : entry}`;
}

/** Cards that the exits of a card may lead to, for the keyboard. */
function ConnectList({ from, onClose }: { from: { node: string; port: string }; onClose: () => void }) {
  const { store, view } = useEditorStores();
  const flow = useReactFlow();
  const draft = useEditor((state) => state.draft);
  const [query, setQuery] = useState("");
  const source = draft.nodes.find((node) => node.id === from.node);
  const options = useMemo(() => {
    const ports = source ? portsOf(source).out : [];
    return ports.flatMap((port) => {
      const targets = connectTargets(draft, { node: from.node, port: port.id }, "from");
      return draft.nodes
        .filter((node) => targets.get(node.id) === null)
        .map((node) => ({
          id: `${port.id}-${node.id}`,
          group: port.label || "Next",
          title: node.label,
          hint: hintOf(draft, { node: from.node, port: port.id }, node),
          icon: <NodeKindIcon kind={node.kind} />,
          port: port.id,
          node: node.id,
        }));
    });
  }, [draft, source, from.node]);
  const words = query.toLowerCase();
  return (
    <NodeList
      label={`Connect ${source?.label ?? ""} to`}
      options={options.filter((option) => `${option.title} ${option.group}`.toLowerCase().includes(words))}
      query={query}
      onQuery={setQuery}
      onClose={onClose}
      onChoose={({ node, port, title }) => {
        const end = { node: from.node, port };
        onClose();
        if (
          store.getState().run({
            kind: "connect",
            edge: { id: newGraphId("e"), from: end, to: { node, port: entryFor(draft, end, node) } },
          })
        )
          view.setState({ announcement: `Connected to ${title}` });
        focusCard(flow, from.node, true);
      }}
    />
  );
}

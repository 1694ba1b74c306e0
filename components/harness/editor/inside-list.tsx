"use client";
import { useState } from "react";
import { useReactFlow } from "reactflow";
import { useEditor, useEditorStores } from "@/components/harness/editor/editor-context";
import { focusCard } from "@/components/harness/editor/focus-card";
import { moveNodes } from "@/components/harness/editor/move-nodes";
import { NodeList } from "@/components/harness/editor/node-list";
import { NodeKindIcon } from "@/components/ui/node-kind";
import { containerPlaces } from "@/lib/harness/canvas/container-places";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft } from "@/lib/harness/graph/draft";

type Props = { ids: readonly string[]; onClose: () => void };

/** The maps and loops that nodes may be moved into; those that cannot take them stand at the end. */
export function InsideList({ ids, onClose }: Props) {
  const stores = useEditorStores();
  const flow = useReactFlow();
  const draft = useEditor((state) => state.draft);
  const [query, setQuery] = useState("");
  const words = query.toLowerCase();
  const options = optionsFor(draft, new Set(ids)).filter(({ title }) => title.toLowerCase().includes(words));
  const [first] = ids;
  return (
    <NodeList
      label={`Move ${ids.length === 1 ? (nodeIndex(draft).get(first ?? "")?.label ?? "") : `${ids.length} nodes`} to`}
      options={options}
      query={query}
      onQuery={setQuery}
      onClose={onClose}
      empty="There is no map or loop to move into."
      onChoose={({ parent }) => {
        onClose();
        moveNodes(stores, ids, parent);
        if (first) focusCard(flow, first, true);
      }}
    />
  );
}

function optionsFor(draft: Draft, ids: ReadonlySet<string>) {
  const all = containerPlaces(draft, ids).map(({ id, label, kind, refusal }) => ({
    id: id ?? "outside",
    group: id === null ? "Out" : refusal === null ? "Into" : "Cannot hold this",
    title: label,
    hint: kind,
    icon: kind === "map" || kind === "loop" ? <NodeKindIcon kind={kind} /> : undefined,
    disabled: refusal !== null,
    parent: id,
  }));
  return [...all.filter((one) => !one.disabled), ...all.filter((one) => one.disabled)];
}

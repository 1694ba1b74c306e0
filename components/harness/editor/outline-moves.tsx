"use client";
import { CornerLeftUp, CornerRightDown } from "lucide-react";
import { useEditorStores } from "@/components/harness/editor/editor-context";
import { moveNodes } from "@/components/harness/editor/move-nodes";
import { IconButton } from "@/components/ui/icon-button";
import { isContainer } from "@/lib/harness/canvas/card-size";
import { mayBeInside } from "@/lib/harness/canvas/container-places";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";

/** Moves a step out of the map or loop that it is in, one level at a time, and into one from a list. */
export function OutlineMoves({ node, draft }: { node: DraftNode; draft: Draft }) {
  const stores = useEditorStores();
  if (!mayBeInside(node)) return null;
  const around = nodeIndex(draft).get(node.parent ?? "");
  const hasOther = draft.nodes.some((one) => isContainer(one.kind) && one.id !== node.id && one.id !== node.parent);
  const ask = (element: HTMLElement) => {
    const { left, bottom } = element.getBoundingClientRect();
    stores.view.setState({ picker: { at: { x: left, y: bottom + 4 }, purpose: { kind: "inside", ids: [node.id] } } });
  };
  return (
    <>
      {around && (
        <IconButton
          label={`Move ${node.label} out of ${around.label}`}
          size="sm"
          onClick={() => moveNodes(stores, [node.id], around.parent)}
        >
          <CornerLeftUp className="i xs" aria-hidden />
        </IconButton>
      )}
      {hasOther && (
        <IconButton
          label={`Move ${node.label} into a map or loop`}
          size="sm"
          onClick={(event) => ask(event.currentTarget)}
        >
          <CornerRightDown className="i xs" aria-hidden />
        </IconButton>
      )}
    </>
  );
}

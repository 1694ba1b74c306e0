"use client";
import { memo } from "react";
import type { NodeProps } from "reactflow";
import { CardPorts } from "@/components/harness/editor/card-ports";
import { useDropLook } from "@/components/harness/editor/drop-look";
import { useDrawnNode, useEditor, useView } from "@/components/harness/editor/editor-context";
import { IterationStrip } from "@/components/harness/editor/run-figures";
import { CardName } from "@/components/harness/editor/spoken-name";
import { CardHead, useCardLook } from "@/components/harness/editor/step-card";
import { familyClass } from "@/components/ui/node-kind";
import type { DraftNode } from "@/lib/harness/graph/draft";

/** A map or a loop: a frame with its head; what it repeats is drawn inside. */
export const ContainerCard = memo(function ContainerCard({ id, selected }: NodeProps) {
  const node = useDrawnNode(id);
  const isEmpty = useEditor((state) => !state.draft.nodes.some((one) => one.parent === id));
  const isSimple = useView((state) => state.isSimple);
  const look = useCardLook(id, selected);
  const drop = useDropLook(id);
  if (!node) return null;
  return (
    <div className={`container-card ${familyClass(node.kind)} ${look} ${drop}`}>
      <CardName node={node} />
      <div className="node flow-node container-head">
        <CardHead node={node} />
        <div className="m">
          <span className="cut">{detailOf(node)}</span>
          <IterationStrip id={id} />
        </div>
      </div>
      {isEmpty && !isSimple && <p className="container-empty">Drop steps here</p>}
      <CardPorts node={node} />
    </div>
  );
});

function detailOf({ kind, config }: DraftNode): string {
  if (kind === "map") return `map · ${String(config.concurrency ?? 1)} at a time`;
  return `${kind} · up to ${String(config.max ?? "")} times`;
}

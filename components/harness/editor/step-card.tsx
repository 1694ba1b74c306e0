"use client";
import { CircleX, Pin, TriangleAlert } from "lucide-react";
import { memo } from "react";
import type { NodeProps } from "reactflow";
import { AgentParts } from "@/components/harness/editor/agent-parts";
import { CardPorts } from "@/components/harness/editor/card-ports";
import { isOpen, useDrawnNode, useEditor, useFindingsOf, useView } from "@/components/harness/editor/editor-context";
import { RunFigures, RunMark } from "@/components/harness/editor/run-figures";
import { CardName } from "@/components/harness/editor/spoken-name";
import { familyClass, NodeKindIcon } from "@/components/ui/node-kind";
import type { DraftNode } from "@/lib/harness/graph/draft";

/** A card on the canvas. It gets its id only and reads what it shows, so that one edit draws one card. */
export const StepCard = memo(function StepCard({ id, selected }: NodeProps) {
  const node = useDrawnNode(id);
  const isSimple = useView((state) => state.isSimple);
  if (!node) return null;
  return (
    <>
      <CardName node={node} />
      <CardBody node={node} isSimple={isSimple} isSelected={selected} />
      {!isSimple && <CardPorts node={node} />}
    </>
  );
});

function CardBody({ node, isSimple, isSelected }: { node: DraftNode; isSimple: boolean; isSelected: boolean }) {
  const look = useCardLook(node.id, isSelected);
  if (isSimple) return <div className={`node flow-node simple ${familyClass(node.kind)} ${look}`}>{node.label}</div>;
  return (
    <div className={`node flow-node ${familyClass(node.kind)} ${look}`}>
      <CardHead node={node} />
      {node.kind !== "end" && (
        <div className="m">
          <CardDetail node={node} />
          <RunFigures id={node.id} />
        </div>
      )}
      {node.kind === "agent" && <AgentParts node={node} />}
    </div>
  );
}

export function CardHead({ node }: { node: DraftNode }) {
  return (
    <div className="h">
      <NodeKindIcon kind={node.kind} />
      <span className="cut">{node.label}</span>
      <span className="s">
        <CardMark id={node.id} />
      </span>
    </div>
  );
}

/** Selected, running, not reached, or dimmed because the line that is drawn cannot end here. */
export function useCardLook(id: string, isSelected: boolean): string {
  const run = useView(({ overlay, runs, isRunLive }) => {
    if (overlay === "off" || runs.size === 0) return "";
    const own = runs.get(id);
    if (own) return own.status === "running" ? "now" : "";
    return isRunLive ? "" : "off";
  });
  const line = useView(({ connecting }) => {
    if (!connecting || connecting.end.node === id) return "";
    return connecting.targets.get(id) === null ? "may" : "dim";
  });
  return `${isSelected ? "sel" : ""} ${run} ${line}`;
}

/** What the step works with, in a line; how it is entered when nothing leads to it. */
function CardDetail({ node }: { node: DraftNode }) {
  const slot = typeof node.config.slot === "string" ? node.config.slot : null;
  const model = useEditor(({ draft }) => (slot === null ? undefined : draft.models[slot]?.model));
  const detail = slot === null ? detailOf(node) : `${slot} · ${model ?? "no model"}`;
  const text = node.policy.onFailure ? `after a failure · ${detail}` : detail;
  return (
    <span className="cut" title={text}>
      {text}
    </span>
  );
}

function detailOf({ kind, config }: DraftNode): string {
  if (kind === "tool") return `tool · ${String(config.tool ?? "")}`;
  if (kind === "http") return `${String(config.method ?? "GET")} ${hostOf(String(config.url ?? ""))}`;
  return kind;
}

const hostOf = (url: string) => /^https?:\/\/([^/{]+)/.exec(url)?.[1] ?? url;

/** What the last test run, or else the readiness, says about the node. */
function CardMark({ id }: { id: string }) {
  const findings = useFindingsOf(id);
  const needsLook = useView(({ waived }) => findings.some((one) => one.severity === "review" && isOpen(one, waived)));
  const isPinned = useView((state) => state.pins.has(id));
  const isStale = useView((state) => state.pins.get(id)?.isStale ?? false);
  return (
    <>
      {isPinned && (
        <Pin
          className={`i s ${isStale ? "warn" : "simulated"}`}
          role="img"
          aria-label={isStale ? "Pinned, stale" : "Pinned"}
        />
      )}
      {findings.some((finding) => finding.severity === "block") ? (
        <CircleX className="i s fail" aria-label="Blocks a release" role="img" />
      ) : needsLook ? (
        <TriangleAlert className="i s warn" aria-label="Needs a look" role="img" />
      ) : (
        <RunMark id={id} />
      )}
    </>
  );
}

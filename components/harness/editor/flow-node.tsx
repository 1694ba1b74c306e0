"use client";
import { CircleX, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { Handle, type NodeProps, Position } from "reactflow";
import { useEditor, useEditorShared, useFindingsOf } from "@/components/harness/editor/editor-context";
import { familyClass, NodeKindIcon } from "@/components/ui/node-kind";
import { Status } from "@/components/ui/status";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { formatDuration } from "@/lib/platform/time/format-duration";

/** A card on the canvas. It gets its id only and reads what it shows, so that one edit renders one card. */
export const FlowNode = memo(function FlowNode({ id }: NodeProps) {
  const node = useEditor((state) => state.draft.nodes.find((one) => one.id === id));
  const isSelected = useEditor((state) => state.selection.has(id));
  if (!node) return null;
  if (node.kind === "note") return <NoteCard node={node} isSelected={isSelected} />;
  const selected = isSelected ? "sel" : "";
  if (node.kind === "map")
    return (
      <div className={`run-group ${selected}`} style={{ position: "relative" }}>
        <Card node={node} className={`flow-map-head ${selected}`} />
        <Ports node={node} />
      </div>
    );
  return (
    <>
      <Card node={node} className={selected} />
      <Ports node={node} />
    </>
  );
});

function Card({ node, className }: { node: DraftNode; className: string }) {
  return (
    <div className={`node flow-node ${familyClass(node.kind)} ${className} ${useRunLook(node)}`}>
      <div className="h">
        <NodeKindIcon kind={node.kind} />
        <span className="cut">{node.label}</span>
        <span className="s">
          <Mark id={node.id} />
        </span>
      </div>
      <div className="m">
        <span className="cut">{detailOf(node)}</span>
        <LastRun id={node.id} />
      </div>
    </div>
  );
}

/** In a test run: what runs now is marked, what was not reached is dashed. */
function useRunLook({ id, kind }: DraftNode): string {
  const { lastRun } = useEditorShared();
  if (lastRun.size === 0 || kind.startsWith("trigger.")) return "";
  const span = lastRun.get(id);
  if (!span) return "off";
  return span.state === "open" ? "now" : "";
}

function detailOf(node: DraftNode): string {
  if (node.kind === "tool") return `tool · ${String(node.config.tool ?? "")}`;
  if (node.kind === "agent" && Array.isArray(node.config.tools))
    return node.config.tools.length === 0 ? "agent, no tools" : `agent · ${node.config.tools.join(", ")}`;
  return node.kind;
}

function LastRun({ id }: { id: string }) {
  const span = useEditorShared().lastRun.get(id);
  if (!span) return null;
  return <span className="num s">{span.state === "open" ? "" : formatDuration(span.durationMs)}</span>;
}

/** What the last test run, or else the readiness, says about the node. */
function Mark({ id }: { id: string }) {
  const span = useEditorShared().lastRun.get(id);
  const findings = useFindingsOf(id);
  if (span) return <Status status={span.state === "open" ? "running" : (span.status ?? "ok")} label="" />;
  if (findings.some((finding) => finding.severity === "block"))
    return <CircleX className="i s fail" aria-label="Blocks a release" role="img" />;
  if (findings.some((finding) => finding.severity === "review"))
    return <TriangleAlert className="i s warn" aria-label="Needs a look" role="img" />;
  return null;
}

function NoteCard({ node, isSelected }: { node: DraftNode; isSelected: boolean }) {
  return <div className={`flow-note ${isSelected ? "sel" : ""}`}>{String(node.config.text ?? "") || "Empty note"}</div>;
}

function Ports({ node }: { node: DraftNode }) {
  const ports = portsOf(node);
  return (
    <>
      {ports.in.map((port) => (
        <Handle
          key={port}
          id={port}
          type="target"
          position={port === "collect" ? Position.Bottom : Position.Top}
          className="flow-port"
          role="img"
          aria-label={`Entry ${port} of ${node.label}`}
          style={port === "collect" ? { bottom: 16 } : undefined}
        >
          {port === "collect" && <span className="flow-port-label above">collect</span>}
        </Handle>
      ))}
      {ports.out.map((port, index) => (
        <Handle
          key={port.id}
          id={port.id}
          type="source"
          position={Position.Bottom}
          className="flow-port"
          role="img"
          aria-label={`Exit ${port.id} of ${node.label}`}
          style={node.kind === "map" ? mapPlaceOf(port.id) : placeOf(index, ports.out.length)}
        >
          {ports.out.length > 1 && port.label && <span className="flow-port-label">{port.label}</span>}
        </Handle>
      ))}
    </>
  );
}

/** Exits stand side by side below the card. */
const placeOf = (index: number, count: number) =>
  count === 1 ? undefined : { left: `${((index + 1) / (count + 1)) * 100}%` };

/** The body of a map starts inside, under its head; what it collects goes on straight below. */
function mapPlaceOf(port: string) {
  if (port === "body") return { top: 50, bottom: "auto" };
  return port === "error" ? { left: "80%" } : undefined;
}

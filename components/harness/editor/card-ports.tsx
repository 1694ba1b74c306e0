"use client";
import { type CSSProperties, memo, type ReactNode } from "react";
import { Handle, Position } from "reactflow";
import { useEditor, useView } from "@/components/harness/editor/editor-context";
import { TYPE_WORDS, TypeGlyph } from "@/components/harness/values/type-mark";
import { sizeOf } from "@/lib/harness/canvas/card-size";
import { edgeIndex } from "@/lib/harness/canvas/node-index";
import { entryPlaces, exitPlaces, innerExit } from "@/lib/harness/canvas/port-places";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import type { ValueType } from "@/lib/harness/nodes/output-schema";
import { entryType, exitType } from "@/lib/harness/nodes/port-schema";
import { portsOf } from "@/lib/harness/nodes/ports-of";

const RISKY: ReadonlySet<string> = new Set(["error", "timeout", "limit", "block", "conflict"]);
const place = (x: number, y: number): CSSProperties => ({ left: x, top: y, right: "auto", bottom: "auto" });

/** The ports of a card. An exit that leads nowhere names itself; one that should lead somewhere does so in amber. */
export const CardPorts = memo(function CardPorts({ node }: { node: DraftNode }) {
  const wired = useEditor((state) => wiredPorts(state.draft, node.id));
  const size = useEditor((state) => {
    const { w, h } = sizeOf(state.draft, node);
    return `${w} ${h}`;
  });
  const [w = 0, h = 0] = size.split(" ").map(Number);
  const exits = exitPlaces(node, { w, h });
  const entries = entryPlaces(node, { w, h });
  const inner = innerExit(node);
  const inputs = useEditor((state) => state.draft.inputs);
  const outputs = useEditor((state) => state.draft.outputs);
  const source = useView((state) => state.source);
  const inside = useView((state) => state.bodyTypes.get(node.id));
  const labels = new Map(portsOf(node).out.map((port) => [port.id, port.label]));
  return (
    <>
      {[...entries].map(([port, at]) => {
        const type = entryType(node, port, { outputs }, source);
        return (
          <Handle
            key={port}
            id={port}
            type="target"
            position={Position.Top}
            className="flow-port in"
            role="img"
            aria-label={`Entry ${port} of ${node.label}${type === "any" ? "" : `, takes ${TYPE_WORDS[type]}`}`}
            title={type === "any" ? undefined : `Takes ${TYPE_WORDS[type]}`}
            style={place(at.x, at.y)}
          >
            {type !== "any" && <TypeGlyph type={type} />}
            {port !== "in" && <span className="flow-port-label side">{port}</span>}
          </Handle>
        );
      })}
      {[...exits, ...(inner ? [["body", inner.x] as const] : [])].map(([port, x]) => (
        <Exit
          key={port}
          node={node}
          port={port}
          type={exitType(node, port, { inputs, inside, ...source })}
          look={wired.includes(` ${port} `) ? "on" : RISKY.has(port) ? "bad" : ""}
          style={place(x, port === "body" && inner ? inner.y : h)}
        >
          {!wired.includes(` ${port} `) && exits.size > 1 && labels.get(port) && (
            <span className={`flow-port-label ${RISKY.has(port) ? "warn" : ""}`}>{labels.get(port)}</span>
          )}
          {port === "body" && <span className="flow-port-label side">{labels.get(port)}</span>}
        </Exit>
      ))}
    </>
  );
});

type ExitProps = {
  node: DraftNode;
  port: string;
  type: ValueType;
  look: string;
  style: CSSProperties;
  children: ReactNode;
};

/** An exit carries the glyph of what the step gives there; a plain ring means that only a run can tell. */
const Exit = ({ node, port, type, look, style, children }: ExitProps) => (
  <Handle
    id={port}
    type="source"
    position={Position.Bottom}
    className={`flow-port ${look}`}
    role="img"
    aria-label={`Exit ${port} of ${node.label}, gives ${TYPE_WORDS[type]}`}
    title={`Gives ${TYPE_WORDS[type]}`}
    style={style}
  >
    {type !== "any" && <TypeGlyph type={type} />}
    {children}
  </Handle>
);

/** Exits with a line, as text, so that the card is drawn again only when they change. */
function wiredPorts(draft: Draft, id: string): string {
  const edges = edgeIndex(draft).get(id) ?? [];
  return ` ${edges.flatMap((edge) => (edge.from.node === id ? [edge.from.port] : [])).join(" ")} `;
}

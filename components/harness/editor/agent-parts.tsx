"use client";
import { Layers } from "lucide-react";
import { useEditor } from "@/components/harness/editor/editor-context";
import { contextGauge } from "@/lib/harness/canvas/context-gauge";
import type { DraftNode } from "@/lib/harness/graph/draft";
import type { MemoryGrant } from "@/lib/release/memory-grants";
import { memoryGrantsOf } from "@/lib/release/memory-grants-of";

const COLOUR = { system: "--cat-1", memory: "--cat-3", history: "--cat-7", turn: "--cat-2" } as const;
const SHOWN_TOOLS = 2;

const short = (tokens: number) =>
  tokens < 1_000 ? String(tokens) : `${(tokens / 1_000).toFixed(1).replace(".0", "")}k`;

/** What an agent has: how its context is divided, what it remembers, and its tools as plugs. */
export function AgentParts({ node }: { node: DraftNode }) {
  const context = useEditor((state) => state.draft.context);
  const { parts, usedTokens, maxTokens } = contextGauge(node, context);
  const tools = Array.isArray(node.config.tools) ? node.config.tools.map(String) : [];
  const grants = memoryGrantsOf(node);
  // A card has room for two plugs and a count.
  const shown = grants.length > 0 ? SHOWN_TOOLS - 1 : SHOWN_TOOLS;
  const words = parts.map(({ part, tokens }) => `${part} ${short(tokens)}`).join(", ");
  return (
    <>
      <div
        className="gauge"
        role="img"
        aria-label={`Planned context in tokens: ${words}, of ${short(maxTokens)}`}
        title={`Planned: ${words}`}
      >
        {parts.map(({ part, tokens }) => (
          <i key={part} style={{ width: `${(tokens / maxTokens) * 100}%`, background: `var(${COLOUR[part]})` }} />
        ))}
      </div>
      <div className="m">
        <span>{parts.some(({ part }) => part === "memory") ? "context, memory" : "context"}</span>
        <span>
          {short(usedTokens)} of {short(maxTokens)}
        </span>
      </div>
      {(tools.length > 0 || grants.length > 0) && (
        <div className="plugs">
          {grants.length > 0 && <MemoryPlug grants={grants} />}
          {tools.slice(0, shown).map((tool) => (
            <span key={tool} className="tag cut">
              {tool}
            </span>
          ))}
          {tools.length > shown && <span className="tag">+{tools.length - shown}</span>}
        </div>
      )}
    </>
  );
}

/** Whose memory the agent uses by itself. */
function MemoryPlug({ grants }: { grants: readonly MemoryGrant[] }) {
  const [first, ...others] = grants;
  const words = grants.map(({ scope, read, write }) => {
    const rights = [read && "reads", write && "writes"].filter(Boolean).join(" and ");
    return `${rights} ${scope}`;
  });
  return (
    <span className="tag memory-plug" role="img" aria-label={`Memory: ${words.join(", ")}`} title={words.join(", ")}>
      <Layers size={10} aria-hidden />
      {first?.scope}
      {others.length > 0 && ` +${others.length}`}
    </span>
  );
}

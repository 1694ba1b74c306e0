import { contextGauge } from "@/lib/harness/canvas/context-gauge";
import type { DraftNode } from "@/lib/harness/graph/draft";
import type { ContextPolicy } from "@/lib/release/context-policy";
import { fateOfOlder } from "@/lib/release/summary-tokens";

const LOOK = {
  system: { colour: "--cat-1", word: "System text and examples" },
  memory: { colour: "--cat-3", word: "Memory, at most" },
  history: { colour: "--cat-7", word: "History, at most" },
  turn: { colour: "--cat-2", word: "Question" },
} as const;

type Props = {
  node: Pick<DraftNode, "config">;
  context: ContextPolicy;
  /** Tokens that the model takes, when it is known. */
  window?: number | undefined;
};

/** How the input of a call is divided: what is fixed, what history and memory may take, what is left for tools and turns. */
export function ContextSplit({ node, context, window }: Props) {
  const { parts, usedTokens, maxTokens } = contextGauge(node, context, window);
  const isSummarised = fateOfOlder(context) === "summarised";
  const free = Math.max(0, maxTokens - usedTokens);
  return (
    <figure className="grid gap-1.5" aria-label="How a call is divided">
      <div className="gauge" aria-hidden>
        {parts.map(({ part, tokens }) => (
          <i key={part} style={{ width: `${(tokens / maxTokens) * 100}%`, background: `var(${LOOK[part].colour})` }} />
        ))}
      </div>
      <ul className="grid gap-0.5 text-12 text-muted">
        {parts.map(({ part, tokens }) => (
          <li key={part} className="flex items-center gap-2">
            <i className="dot" style={{ color: `var(${LOOK[part].colour})` }} />
            <span className="grow">
              {part === "history" && isSummarised ? "History and its summary, at most" : LOOK[part].word}
            </span>
            <span className="num s">{Math.round(tokens).toLocaleString("en")}</span>
          </li>
        ))}
        <li className="flex items-center gap-2">
          <i className="dot text-surface-3" />
          <span className="grow">Left for tools and what happens in the step</span>
          <span className="num s">{Math.round(free).toLocaleString("en")}</span>
        </li>
      </ul>
    </figure>
  );
}

import { type BarPiece, contextBarModel } from "@/components/runtime/memory/context-bar-model";
import { partColor, partInk } from "@/components/runtime/memory/part-color";
import { formatNumber } from "@/components/ui/format-number";
import type { ContextPlan } from "@/lib/runtime/memory/context-plan";

const LABEL_SHARE = 0.08;
const WORD_SHARE = 0.16;

/** The window of one call: what was sent by part, what is free, what is reserved. The segment table is its twin. */
export function ContextBar({ plan }: { plan: ContextPlan }) {
  const { pieces, free, reserve, compactAbove, label } = contextBarModel(plan);
  return (
    <div
      role="img"
      aria-label={label}
      className="relative flex h-9 gap-0.5 overflow-hidden rounded-1 font-medium text-11"
    >
      {pieces.map((piece) => (
        <Piece key={piece.part} piece={piece} />
      ))}
      {free.tokens > 0 && (
        <i
          className="grid place-items-center overflow-hidden whitespace-nowrap bg-surface-3 text-muted not-italic"
          style={{ flex: `${free.share} 0 0` }}
        >
          {free.share > LABEL_SHARE && `${formatNumber(free.tokens)} free`}
        </i>
      )}
      {reserve.tokens > 0 && (
        <i
          className="hatch grid place-items-center overflow-hidden whitespace-nowrap border border-border bg-surface-2 text-muted not-italic"
          style={{ flex: `${reserve.share} 0 0` }}
        >
          {reserve.share > LABEL_SHARE && <span className="rounded-1 bg-surface-2 px-1">reserve</span>}
        </i>
      )}
      {compactAbove && (
        <i
          className="absolute inset-y-0 border-text border-l border-dashed"
          style={{ left: `${compactAbove.share * 100}%` }}
          title={`Above ${formatNumber(compactAbove.tokens)} tokens older messages are summarised`}
        />
      )}
    </div>
  );
}

function Piece({ piece: { part, tokens, share } }: { piece: BarPiece }) {
  return (
    <i
      className="grid min-w-[3px] place-items-center overflow-hidden whitespace-nowrap not-italic"
      style={{ flex: `${share} 0 0`, background: partColor(part), color: partInk(part) }}
    >
      {share > LABEL_SHARE && (share > WORD_SHARE ? `${part} ${formatNumber(tokens)}` : formatNumber(tokens))}
    </i>
  );
}

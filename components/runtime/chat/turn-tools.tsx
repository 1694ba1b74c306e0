import { Ban, CircleCheck, CircleX, LoaderCircle, type LucideIcon } from "lucide-react";
import type { ToolUse } from "@/components/runtime/chat/turn-model";

const LOOK: Record<ToolUse["state"], { icon: LucideIcon; tone: string; word: string }> = {
  running: { icon: LoaderCircle, tone: "run spin", word: "calls" },
  ok: { icon: CircleCheck, tone: "ok", word: "called" },
  failed: { icon: CircleX, tone: "fail", word: "failed:" },
  denied: { icon: Ban, tone: "fail", word: "was not allowed:" },
};

/** The tools of one turn, a line each. */
export function TurnTools({ uses }: { uses: readonly ToolUse[] }) {
  if (uses.length === 0) return null;
  return (
    <ul className="grid gap-0.5 border-border border-l-2 pl-2.5">
      {uses.map(({ id, name, state, reason }) => {
        const { icon: Icon, tone, word } = LOOK[state];
        return (
          <li key={id} className="flex min-w-0 items-center gap-1.5 text-12 text-muted">
            <Icon className={`i xs ${tone}`} aria-hidden />
            <span>{word}</span>
            <span className="mono s">{name}</span>
            {reason && <span className="cut">{reason}</span>}
          </li>
        );
      })}
    </ul>
  );
}

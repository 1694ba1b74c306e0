import { type ContextPlan, isSent, type PlanSegment } from "@/lib/runtime/memory/context-plan";

export type BarPiece = { part: PlanSegment["part"]; tokens: number; share: number };
export type BarModel = {
  pieces: BarPiece[];
  free: { tokens: number; share: number };
  /** Reserved for the answer, and the safety margin. */
  reserve: { tokens: number; share: number };
  /** Where older messages begin to be summarised; null where they are not. */
  compactAbove: { tokens: number; share: number } | null;
  /** The whole bar in words. */
  label: string;
};

const ORDER: readonly PlanSegment["part"][] = ["system", "tools", "examples", "summary", "history", "recall", "turn"];
/** What was sent, by part, against what the call may take. Shares are of the whole bar: input limit and reserve. */
export function contextBarModel(plan: ContextPlan): BarModel {
  const whole = Math.max(1, plan.maxInput + plan.reserveOutput, plan.used);
  const pieces = ORDER.map((part) => {
    const tokens = plan.segments
      .filter((segment) => segment.part === part && isSent(segment))
      .reduce((total, segment) => total + segment.tokens, 0);
    return { part, tokens, share: tokens / whole };
  }).filter((piece) => piece.tokens > 0);
  const free = Math.max(0, plan.usable - plan.used);
  const reserve = Math.max(0, whole - Math.max(plan.usable, plan.used));
  const words = pieces.map((piece) => `${piece.part} ${piece.tokens}`);
  return {
    pieces,
    free: { tokens: free, share: free / whole },
    reserve: { tokens: reserve, share: reserve / whole },
    compactAbove:
      plan.compactAbove === undefined ? null : { tokens: plan.compactAbove, share: plan.compactAbove / whole },
    label: `${[...words, `free ${free}`, `reserved ${reserve}`].join(", ")} tokens`,
  };
}

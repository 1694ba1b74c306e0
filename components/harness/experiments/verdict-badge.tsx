import { Check, CircleHelp, X } from "lucide-react";

const LOOK = {
  pass: { icon: Check, tone: "ok", word: "Passed" },
  fail: { icon: X, tone: "fail", word: "Failed" },
  inconclusive: { icon: CircleHelp, tone: "warn", word: "Inconclusive" },
} as const;

/** What a gate says: icon and word. */
export function VerdictBadge({ verdict }: { verdict: keyof typeof LOOK }) {
  const { icon: Icon, tone, word } = LOOK[verdict];
  return (
    <span className={`badge ${tone}`}>
      <Icon className="i xs" aria-hidden />
      {word}
    </span>
  );
}

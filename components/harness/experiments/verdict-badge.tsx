import { Check, CircleHelp, X } from "lucide-react";
import type { Verdict } from "@/lib/release/threshold";

const LOOK = {
  pass: { icon: Check, tone: "ok", word: "Passed" },
  fail: { icon: X, tone: "fail", word: "Failed" },
  inconclusive: { icon: CircleHelp, tone: "warn", word: "Inconclusive" },
} as const;

/** What thresholds say: icon and word. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const { icon: Icon, tone, word } = LOOK[verdict];
  return (
    <span className={`badge ${tone}`}>
      <Icon className="i xs" aria-hidden />
      {word}
    </span>
  );
}

/** The icon alone, beside words that say it. */
export function VerdictIcon({ verdict }: { verdict: Verdict }) {
  const { icon: Icon, tone } = LOOK[verdict];
  return <Icon className={`i xs flex-none self-center ${tone}`} aria-hidden />;
}

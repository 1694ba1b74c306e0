import { VerdictIcon } from "@/components/harness/experiments/verdict-badge";
import { verdictWords } from "@/lib/harness/analysis/threshold-words";
import { sameThreshold, type ThresholdVerdict, thresholdKey } from "@/lib/release/threshold";

/** What an experiment said of each of its thresholds. */
export function ThresholdLines({ label, thresholds }: { label: string; thresholds: readonly ThresholdVerdict[] }) {
  if (thresholds.length === 0) return null;
  const distinct = thresholds.filter(
    (one, index) => thresholds.findIndex((other) => sameThreshold(one.threshold, other.threshold)) === index,
  );
  return (
    <ul className="grid w-full gap-1 text-12 text-muted" aria-label={label}>
      {distinct.map((one) => (
        <li key={thresholdKey(one.threshold)} className="flex items-baseline gap-2">
          <VerdictIcon verdict={one.verdict} />
          {verdictWords(one)}
        </li>
      ))}
    </ul>
  );
}

import { VerdictIcon } from "@/components/harness/experiments/verdict-badge";
import { verdictWords } from "@/lib/harness/analysis/threshold-words";
import type { ThresholdVerdict } from "@/lib/release/threshold";

/** What an experiment said of each of its thresholds. */
export function ThresholdLines({ label, thresholds }: { label: string; thresholds: readonly ThresholdVerdict[] }) {
  if (thresholds.length === 0) return null;
  return (
    <ul className="grid w-full gap-1 text-12 text-muted" aria-label={label}>
      {thresholds.map((one) => (
        <li key={JSON.stringify(one.threshold)} className="flex items-baseline gap-2">
          <VerdictIcon verdict={one.verdict} />
          {verdictWords(one)}
        </li>
      ))}
    </ul>
  );
}

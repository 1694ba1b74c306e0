import { formatMicros, formatNumber } from "@/components/ui/format-number";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import type { ColumnFigures } from "@/lib/harness/playground/column-figures";
import { formatDuration } from "@/lib/platform/time/format-duration";

type Props = { name: string; figures: ColumnFigures };

/** What a column took over all of its rows. */
export function ColumnSummary({ name, figures }: Props) {
  const { of, done, failed, medianMs, tokens, costMicros, simulated } = figures;
  return (
    <section className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 px-[16px] py-2 text-12" aria-label={name}>
      <b className="num">
        {done} of {of}
      </b>
      {failed > 0 && <span className="num fail">{failed} failed</span>}
      {medianMs !== null && <span className="num text-muted">median {formatDuration(medianMs)}</span>}
      <span className="num text-muted">{formatNumber(tokens)} tokens</span>
      {simulated ? <SimulatedBadge /> : <span className="num text-muted">{formatMicros(costMicros)} USD</span>}
    </section>
  );
}

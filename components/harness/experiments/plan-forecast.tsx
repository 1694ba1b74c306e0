import { useQuery } from "@tanstack/react-query";
import type { PlanForm } from "@/components/harness/experiments/plan-form";
import { FigureRow } from "@/components/ui/figure-row";
import { formatMicros, formatNumber } from "@/components/ui/format-number";
import { datasetQuery, datasetsQuery } from "@/lib/harness/datasets/dataset-queries";
import { MAX_TRIALS } from "@/lib/harness/experiments/schema";

type Props = { tenant: string; form: PlanForm; meanCostMicros: number | null };

/** How many trials it makes, and what runs of this harness have cost. */
export function PlanForecast({ tenant, form, meanCostMicros }: Props) {
  const datasets = useQuery(datasetsQuery(tenant));
  const dataset = useQuery({ ...datasetQuery(tenant, form.dataset), enabled: form.datasetRev !== "" });
  const newest = datasets.data?.items.find((one) => one.key === form.dataset)?.rows ?? 0;
  const chosen = dataset.data?.revisions.find(({ rev }) => String(rev) === form.datasetRev);
  const rows = form.datasetRev === "" ? newest : (chosen?.rows ?? 0);
  const trials = rows * form.cells.length * (Number(form.repeats) || 0);
  return (
    <div className="max-w-[960px] border-border border-y">
      <FigureRow
        figures={[
          {
            label: "Trials",
            value: formatNumber(trials),
            hint: `${formatNumber(rows)} rows, ${form.cells.length} variants, ${form.repeats || 0} repeats`,
          },
          {
            label: "Probable cost",
            value: meanCostMicros === null ? "not known" : formatMicros(meanCostMicros * trials),
            ...(meanCostMicros === null ? {} : { unit: "USD" }),
            hint: meanCostMicros === null ? "No run with real models yet" : "By the last runs of this harness",
          },
          {
            label: "At most",
            value: form.budgetUsd || "0",
            unit: "USD",
            hint: trials > MAX_TRIALS ? `More than ${formatNumber(MAX_TRIALS)} trials cannot start` : "The budget",
          },
        ]}
      />
    </div>
  );
}

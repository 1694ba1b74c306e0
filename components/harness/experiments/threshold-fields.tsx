"use client";
import { Plus, X } from "lucide-react";
import type { FormGrader, PlanForm } from "@/components/harness/experiments/plan-form";
import { aroundValue, nextThreshold, type ThresholdRow } from "@/components/harness/experiments/threshold-row";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useRowIds } from "@/components/ui/use-row-ids";
import { metricWords } from "@/lib/harness/analysis/threshold-words";
import { MAX_THRESHOLDS } from "@/lib/harness/experiments/schema";
import { UseMetric } from "@/lib/release/threshold";

type Props = { form: PlanForm; set: (change: Partial<PlanForm>) => void };

/** The thresholds of a plan, a sentence each: what is measured, against what, and the line. */
export function ThresholdFields({ form, set }: Props) {
  const { thresholds } = form;
  const rows = useRowIds(thresholds.length);
  const hasBaseline = form.cells.length > 1;
  const remove = (index: number) => {
    rows.remove(index);
    set({ thresholds: thresholds.filter((_, at) => at !== index) });
  };
  const change = (index: number, next: ThresholdRow) =>
    set({ thresholds: thresholds.map((one, at) => (at === index ? next : one)) });
  return (
    <div className="grid justify-items-start gap-3">
      {thresholds.length === 0 ? (
        <p className="text-muted">
          Without a threshold the experiment has no verdict, and is no evidence for a release.
        </p>
      ) : (
        <ul className="grid w-full max-w-[960px] gap-2" aria-label="Thresholds">
          {thresholds.map((row, index) => (
            <li key={rows.ids[index]}>
              <ThresholdLine
                number={index + 1}
                row={row}
                graders={form.graders}
                hasBaseline={hasBaseline}
                onChange={(next) => change(index, next)}
                onRemove={() => remove(index)}
              />
            </li>
          ))}
        </ul>
      )}
      <Button
        disabled={thresholds.length >= MAX_THRESHOLDS}
        onClick={() => set({ thresholds: [...thresholds, nextThreshold(thresholds, hasBaseline)] })}
      >
        <Plus className="i s" aria-hidden />
        Add threshold
      </Button>
    </div>
  );
}

type LineProps = {
  number: number;
  row: ThresholdRow;
  graders: readonly FormGrader[];
  hasBaseline: boolean;
  onChange: (next: ThresholdRow) => void;
  onRemove: () => void;
};

function ThresholdLine({ number, row, graders, hasBaseline, onChange, onRemove }: LineProps) {
  const { before, unit } = aroundValue(row);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_200px_260px_auto] items-center gap-3">
      <Select
        label={`Metric of threshold ${number}`}
        value={row.grader === "" ? row.metric : `${GRADER}${row.grader}`}
        onChange={(value) => onChange(withMetric(row, value))}
        options={metricOptions(graders, row.grader)}
      />
      <Select
        label={`What threshold ${number} is compared with`}
        value={row.against}
        onChange={(against) => onChange({ ...row, against: against === "baseline" ? "baseline" : "value", value: "" })}
        options={[
          { value: "value", label: "a value" },
          {
            ...{ value: "baseline", label: "the baseline", disabled: !hasBaseline },
            hint: hasBaseline ? "Row by row" : "Needs two variants",
          },
        ]}
      />
      <Input
        aria-label={`Value of threshold ${number}, ${before}, ${unit}`}
        inputMode="decimal"
        value={row.value}
        autoComplete="off"
        onChange={(event) => onChange({ ...row, value: event.target.value })}
        start={<span className="whitespace-nowrap font-sans text-12 text-muted">{before}</span>}
        end={<span className="whitespace-nowrap font-sans text-12 text-muted">{unit}</span>}
      />
      <IconButton label={`Remove threshold ${number}`} size="sm" onClick={onRemove}>
        <X className="i s" aria-hidden />
      </IconButton>
    </div>
  );
}

/** Before the id of a grader, in the value of a choice; no metric begins so. */
const GRADER = "grader ";

function metricOptions(graders: readonly FormGrader[], chosen: string) {
  const isLost = chosen !== "" && graders.every((grader) => grader.id !== chosen);
  return [
    { value: "pass-rate", label: "Pass rate", hint: "Of all graders with a weight" },
    ...graders.map(({ id, name }) => ({
      value: `${GRADER}${id}`,
      label: name.trim() ? metricWords({ metric: "pass-rate", grader: name }) : "Pass rate of a grader without a name",
    })),
    ...(isLost
      ? [{ value: `${GRADER}${chosen}`, label: "Pass rate of a removed grader", hint: "It is not there any more" }]
      : []),
    ...UseMetric.options.map((metric) => ({ value: metric, label: metricWords({ metric }), hint: HINTS[metric] })),
  ];
}

const HINTS: Record<UseMetric, string> = {
  "mean-cost-usd": "Of a run; a simulated model costs nothing",
  "mean-latency-ms": "From the start of a run to its end",
  "p95-latency-ms": "19 of 20 runs are faster; needs 73 rows to be passed",
  "mean-tokens": "Of the model calls of a run, in and out",
  "mean-steps": "That a run takes",
};

/** Another metric has another unit, so what was typed goes. */
function withMetric(row: ThresholdRow, value: string): ThresholdRow {
  const use = UseMetric.safeParse(value);
  if (use.success) return { ...row, metric: use.data, grader: "", value: "" };
  const grader = value.startsWith(GRADER) ? value.slice(GRADER.length) : "";
  return { ...row, metric: "pass-rate", grader, value: row.metric === "pass-rate" ? row.value : "" };
}

"use client";
import { useQuery } from "@tanstack/react-query";
import type { PlanForm } from "@/components/harness/experiments/plan-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { datasetQuery } from "@/lib/harness/datasets/dataset-queries";

type Props = { tenant: string; form: PlanForm; set: (change: Partial<PlanForm>) => void };

/** What makes an experiment the same again: the revision of the rows, and the seed of their order. */
export function AdvancedFields({ tenant, form, set }: Props) {
  const { data } = useQuery({ ...datasetQuery(tenant, form.dataset), enabled: form.dataset !== "" });
  return (
    <details className="max-w-[960px]">
      <summary className="cursor-pointer font-medium">Advanced</summary>
      <div className="grid grid-cols-3 gap-4 pt-3">
        <Field label="Revision of the dataset" hint="The rows as they were then.">
          <Select
            value={form.datasetRev}
            disabled={form.dataset === ""}
            onChange={(datasetRev) => set({ datasetRev })}
            options={[
              { value: "", label: "the newest", hint: data && `revision ${data.rev}` },
              ...(data?.revisions ?? []).map(({ rev, rows, message }) => ({
                value: String(rev),
                label: `Revision ${rev}`,
                hint: [`${rows} rows`, message].filter(Boolean).join(", "),
              })),
            ]}
          />
        </Field>
        <Field label="Seed" hint="The same seed gives the same order of trials and the same interval.">
          <Input
            inputMode="numeric"
            value={form.seed}
            autoComplete="off"
            onChange={(event) => set({ seed: event.target.value })}
          />
        </Field>
      </div>
    </details>
  );
}

"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import { AdvancedFields } from "@/components/harness/experiments/advanced-fields";
import { CellFields } from "@/components/harness/experiments/cell-fields";
import { GraderFields } from "@/components/harness/experiments/grader-fields";
import { PlanForecast } from "@/components/harness/experiments/plan-forecast";
import { emptyForm, type PlanForm, readPlan } from "@/components/harness/experiments/plan-form";
import { ThresholdFields } from "@/components/harness/experiments/threshold-fields";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { datasetsQuery } from "@/lib/harness/datasets/dataset-queries";
import { experimentOptionsQuery } from "@/lib/harness/experiments/experiment-queries";
import type { NewExperiment } from "@/lib/harness/experiments/schema";
import { harnessesQuery } from "@/lib/harness/harnesses/harness-queries";
import { ApiError, api, unwrap } from "@/lib/platform/http/api-client";

/** What to compare, over which rows, how it is graded, and what it may cost. */
export function NewExperimentPage({ tenant }: { tenant: string }) {
  const mayRun = useMay()("draft:run");
  return (
    <>
      <TopBarCrumbs>
        <Crumb>New experiment</Crumb>
      </TopBarCrumbs>
      <PageHeader title="New experiment" meta="Nothing runs until you start it" />
      {mayRun ? (
        <PlanScreen tenant={tenant} />
      ) : (
        <div className="px-page">
          <EmptyState
            title="Your role may look, not run"
            body="Starting an experiment runs drafts and may cost money. It needs the right draft:run."
          />
        </div>
      )}
    </>
  );
}

function PlanScreen({ tenant }: { tenant: string }) {
  const router = useRouter();
  const client = useQueryClient();
  const asked = useSearchParams();
  const [form, setForm] = useState<PlanForm>(() => ({
    ...emptyForm(asked.get("harness") ?? ""),
    dataset: asked.get("dataset") ?? "",
  }));
  const set = (change: Partial<PlanForm>) => setForm((before) => ({ ...before, ...change }));
  const plan = readPlan(form);
  const options = useQuery({ ...experimentOptionsQuery(tenant, form.harness), enabled: form.harness !== "" });
  const start = useMutation({
    mutationFn: (body: NewExperiment) =>
      unwrap(api.POST("/api/v1/{tenant}/experiments", { params: { path: { tenant } }, body })),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: [tenant, "experiments"] });
      router.push(`/${tenant}/experiments/${id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (plan.ok) start.mutate(plan.body);
  };
  return (
    <form onSubmit={submit} className="grid min-h-0 flex-1 content-start gap-7 overflow-auto px-page pb-8">
      <Subject tenant={tenant} form={form} set={set} />
      <Part
        title="Variants"
        hint="Each changes prompts, models or their parameters; the first may be the draft as it is."
      >
        {options.data ? (
          <CellFields options={options.data} form={form} set={set} />
        ) : options.error ? (
          <ErrorState error={options.error} onRetry={options.refetch} />
        ) : options.isLoading ? (
          <Skeleton height={120} />
        ) : (
          <p className="text-muted">Choose a harness first.</p>
        )}
      </Part>
      <Part title="Graders" hint="A trial passes when every grader with a weight passes.">
        <GraderFields
          graders={form.graders}
          tools={options.data?.tools ?? []}
          onChange={(graders) => set({ graders })}
        />
      </Part>
      <Part
        title="Thresholds"
        hint="Each is passed when its whole 95 % interval clears the line. The experiment passes when all of them do."
      >
        <ThresholdFields form={form} set={set} />
      </Part>
      <Part title="Repeats and budget" hint="More repeats make each row more exact, more rows the whole.">
        <Limits form={form} set={set} />
        <AdvancedFields tenant={tenant} form={form} set={set} />
      </Part>
      <PlanForecast tenant={tenant} form={form} meanCostMicros={options.data?.meanCostMicros ?? null} />
      {start.error && <ErrorState error={start.error} />}
      {start.error instanceof ApiError && (
        <ul className="grid gap-1 fail">
          {start.error.problem?.errors?.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      <div className="flex items-center gap-3">
        <Button variant="primary" type="submit" disabled={!plan.ok || start.isPending || start.isSuccess}>
          <Play className="i s" aria-hidden />
          Start experiment
        </Button>
        {!plan.ok && <span className="text-muted">{plan.problem}</span>}
      </div>
    </form>
  );
}

type PartProps = { form: PlanForm; set: (change: Partial<PlanForm>) => void };

function Part({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-3">
      <header>
        <h2 className="font-semibold text-14">{title}</h2>
        <p className="text-muted">{hint}</p>
      </header>
      {children}
    </section>
  );
}

function Subject({ tenant, form, set }: PartProps & { tenant: string }) {
  const harnesses = useQuery(harnessesQuery(tenant));
  const datasets = useQuery(datasetsQuery(tenant));
  return (
    <div className="grid max-w-[960px] grid-cols-3 gap-4">
      <Field label="Name">
        <Input
          value={form.name}
          maxLength={80}
          autoComplete="off"
          placeholder="Shorter system prompt"
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field label="Harness">
        <Select
          value={form.harness}
          placeholder="Choose"
          onChange={(harness) => set({ harness, cells: emptyForm(harness).cells, baseline: "v1" })}
          options={(harnesses.data?.items ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
        />
      </Field>
      <Field label="Dataset" hint={datasets.data?.items.length === 0 ? "There is no dataset yet." : undefined}>
        <Select
          value={form.dataset}
          placeholder="Choose"
          onChange={(dataset) => set({ dataset, datasetRev: "" })}
          options={(datasets.data?.items ?? []).map(({ key, name, rows, rev }) => ({
            value: key,
            label: name,
            hint: `${rows} rows, revision ${rev}`,
          }))}
        />
      </Field>
    </div>
  );
}

function Limits({ form, set }: PartProps) {
  const number = (name: "repeats" | "budgetUsd", label: string, hint: string) => (
    <Field label={label} hint={hint}>
      <Input
        inputMode="decimal"
        value={form[name]}
        autoComplete="off"
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <div className="grid max-w-[960px] grid-cols-3 gap-4">
      {number("repeats", "Repeats", "Times each row runs, 1 to 20")}
      {number("budgetUsd", "Budget, USD", "No trial starts beyond it")}
    </div>
  );
}

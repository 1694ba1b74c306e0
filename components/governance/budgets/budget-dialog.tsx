"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type BudgetForm, type FormProblems, formOf, limitsOf } from "@/components/governance/budgets/budget-form";
import { saveBudget } from "@/components/governance/budgets/save-budget";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import { budgetsQuery, budgetTargetsQuery } from "@/lib/governance/budgets/budget-queries";
import type { BudgetView } from "@/lib/governance/budgets/schema";

const FORM = "budget";
type Props = { tenant: string; budget: BudgetView | null; onClose: () => void };

/** Makes a budget, or changes one. What a budget is about stays as it is. */
export function BudgetDialog({ tenant, budget, onClose }: Props) {
  const client = useQueryClient();
  const toast = useToast();
  const [form, setForm] = useState(() => formOf(budget));
  const change = (part: Partial<BudgetForm>) => setForm((before) => ({ ...before, ...part }));
  const { limits, problems } = limitsOf(form);
  const save = useMutation({
    mutationFn: () =>
      limits ? saveBudget(tenant, budget, { ...form, ...limits }) : Promise.reject(new Error("No limit")),
    onSuccess: async ({ resumed }) => {
      await client.invalidateQueries(budgetsQuery(tenant));
      if (resumed > 0) toast({ title: `${resumed} ${resumed === 1 ? "run goes" : "runs go"} on`, tone: "ok" });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={budget ? `Change ${budget.name}` : "New budget"}
      description={
        budget
          ? "The new limits hold for the next model call. Runs for which there is room go on at once."
          : "A model call that does not fit waits: its run parks, loses nothing, and goes on when there is room."
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={FORM}
            variant="primary"
            disabled={!limits || form.name.trim() === "" || save.isPending}
          >
            {budget ? "Save the budget" : "Create budget"}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="grid gap-4" autoComplete="off">
        <Field label="Name" hint="Runs that wait say this name.">
          <Input value={form.name} onChange={(event) => change({ name: event.target.value })} maxLength={80} />
        </Field>
        {!budget && <Target tenant={tenant} form={form} change={change} />}
        <LimitFields form={form} change={change} problems={problems} />
        {save.error && <ErrorState error={save.error} />}
      </form>
    </Dialog>
  );
}

type Part = { form: BudgetForm; change: (part: Partial<BudgetForm>) => void };

function Target({ tenant, form, change }: Part & { tenant: string }) {
  const { data } = useQuery(budgetTargetsQuery(tenant));
  const harnesses = data?.items.map(({ slug, name }) => ({ value: slug, label: name })) ?? [];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-3">
      <Field label="Counts the model calls of">
        <Select
          value={form.harness}
          onChange={(harness) => change({ harness })}
          options={[{ value: "", label: "The whole tenant" }, ...harnesses]}
        />
      </Field>
      <Segmented
        label="Period"
        value={form.period}
        onChange={(period) => change({ period })}
        options={[
          { value: "day", label: "Each day" },
          { value: "month", label: "Each month" },
        ]}
      />
    </div>
  );
}

function LimitFields({ form, change, problems }: Part & { problems: FormProblems }) {
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Money" error={problems.dollars} hint="Empty: not limited.">
          <Input
            value={form.dollars}
            onChange={(event) => change({ dollars: event.target.value })}
            inputMode="decimal"
            end={<span className="text-12 text-faint">USD</span>}
          />
        </Field>
        <Field label="Tokens" error={problems.tokens} hint="Input and output together. Empty: not limited.">
          <Input value={form.tokens} onChange={(event) => change({ tokens: event.target.value })} inputMode="numeric" />
        </Field>
      </div>
      {form.dollars.trim() !== "" && (
        <Checkbox
          checked={form.allowUnpriced}
          onChange={(allowUnpriced) => change({ allowUnpriced })}
          label="Let calls without a known price through, as 0 dollars"
          hint="Otherwise a call waits whose price in US dollars is not known."
        />
      )}
    </>
  );
}

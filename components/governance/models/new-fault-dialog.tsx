"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { FAULT_WORDS } from "@/components/governance/models/fault-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { faultRulesQuery } from "@/lib/governance/fault-rules/fault-queries";
import { InjectedFault } from "@/lib/governance/fault-rules/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

const FORM = "fault";
const HOURS = [1, 4, 24] as const;
type Props = { tenant: string; models: readonly string[]; onClose: () => void };

/** Which model, what happens, how often, until when. */
export function NewFaultDialog({ tenant, models, onClose }: Props) {
  const client = useQueryClient();
  const [model, setModel] = useState(models[0] ?? "");
  const [kind, setKind] = useState<InjectedFault>("5xx");
  const [percent, setPercent] = useState("20");
  const [hours, setHours] = useState("1");
  const rate = Number(percent) / 100;
  const isReady = model !== "" && rate >= 0.01 && rate <= 1;
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/{tenant}/fault-rules", {
          params: { path: { tenant } },
          body: { model, kind, rate, hours: Number(hours) },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries(faultRulesQuery(tenant));
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
      title="Inject a fault"
      description="Calls in draft and staging run into it instead of asking the provider. Their spans are marked."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={!isReady || save.isPending}>
            Inject it
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="grid gap-4">
        <Field label="Model">
          <Select value={model} onChange={setModel} options={models.map((value) => ({ value, label: value }))} />
        </Field>
        <Field label="What happens">
          <Select
            value={kind}
            onChange={(value) => setKind(InjectedFault.parse(value))}
            options={InjectedFault.options.map((value) => ({ value, label: FAULT_WORDS[value] }))}
          />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Share of the calls" error={isReady || model === "" ? undefined : "From 1 to 100."}>
            <Input
              value={percent}
              onChange={(event) => setPercent(event.target.value)}
              inputMode="numeric"
              end={<span className="text-12 text-faint">%</span>}
            />
          </Field>
          <Field label="Ends after">
            <Select
              value={hours}
              onChange={setHours}
              options={HOURS.map((value) => ({
                value: String(value),
                label: value === 1 ? "1 hour" : `${value} hours`,
              }))}
            />
          </Field>
        </div>
        {save.error && <ErrorState error={save.error} />}
      </form>
    </Dialog>
  );
}

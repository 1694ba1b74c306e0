"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { LIMIT_FIELDS } from "@/components/runtime/workers/limit-fields";
import { Dialog } from "@/components/ui/dialog";
import { limitsQuery } from "@/lib/governance/limits/limit-queries";
import { RunLimits, type StoredRunLimits } from "@/lib/governance/limits/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; limits: StoredRunLimits; open: boolean; onClose: () => void };

/** Changes how much the tenant may run at a time. An empty field is no limit where there may be none. */
export function LimitsDialog({ tenant, limits, open, onClose }: Props) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (body: StoredRunLimits) =>
      unwrap(api.PUT("/api/v1/{tenant}/limits", { params: { path: { tenant } }, body })),
    onSuccess: (stored) => {
      client.setQueryData(limitsQuery(tenant).queryKey, stored);
      close();
    },
    onError: () => client.invalidateQueries(limitsQuery(tenant)),
  });
  const close = () => {
    save.reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const entered = LIMIT_FIELDS.map(({ key }) => {
      const text = String(form.get(key) ?? "");
      return [key, text === "" ? null : Number(text)];
    });
    save.mutate({ ...RunLimits.parse(Object.fromEntries(entered)), rev: limits.rev });
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title="Change the limits"
      description="They hold for the next run that starts and the next call that is made. What executes now goes on."
    >
      <form onSubmit={submit} className="grid gap-3">
        {LIMIT_FIELDS.map(({ key, label, hint, max, isOptional }) => (
          <label key={key} className="grid gap-1" htmlFor={`limit-${key}`}>
            <span className="label">{label}</span>
            <span className="field form">
              <input
                id={`limit-${key}`}
                name={key}
                type="number"
                min={1}
                max={max}
                step={1}
                required={!isOptional}
                defaultValue={limits[key] ?? ""}
                placeholder={isOptional ? "No limit of its own" : undefined}
                aria-describedby={`limit-${key}-hint`}
              />
            </span>
            <span id={`limit-${key}-hint`} className="text-12 text-muted">
              {hint}
            </span>
          </label>
        ))}
        <p role="alert" className="fail" hidden={!save.error}>
          {save.error?.message}
        </p>
        <button type="submit" className="btn primary form" disabled={save.isPending}>
          Save the limits
        </button>
      </form>
    </Dialog>
  );
}

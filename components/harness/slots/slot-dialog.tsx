"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { ENVIRONMENT_WORD, ENVIRONMENTS } from "@/components/harness/releases/route-change";
import { bindableModels } from "@/components/harness/slots/bindable-models";
import { type BoundIn, saveSlot } from "@/components/harness/slots/save-slot";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { SlotList, SlotView } from "@/lib/harness/slots/schema";

type Props = { tenant: string; harness: string; slot: SlotView; list: SlotList; onClose: () => void };

/** What a slot asks in staging and in production. */
export function SlotDialog({ tenant, harness, slot, list, onClose }: Props) {
  const form = useId();
  const client = useQueryClient();
  const before = boundIn(slot);
  // Only what was touched: somebody else may bind the other environment meanwhile.
  const [touched, setTouched] = useState<Partial<BoundIn>>({});
  const chosen = { ...before, ...touched };
  const save = useMutation({
    mutationFn: () => saveSlot({ tenant, harness, slot: slot.slot }, before, chosen),
    onSuccess: onClose,
    // Of two, staging may be stored when production is refused.
    onSettled: () => client.invalidateQueries({ queryKey: [tenant] }),
  });
  const isSame = ENVIRONMENTS.every((environment) => chosen[environment] === before[environment]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Models of slot ${slot.slot}`}
      description="Runs that start from now on ask them. Runs under way finish with the model that they started with."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" disabled={isSame || save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        {ENVIRONMENTS.map((environment) => (
          <Field key={environment} label={ENVIRONMENT_WORD[environment]}>
            <Select
              value={chosen[environment]}
              onChange={(model) => setTouched({ ...touched, [environment]: model })}
              options={bindableModels({ ...list, slot, environment })}
            />
          </Field>
        ))}
        {save.error && <ErrorState error={save.error} />}
      </form>
    </Dialog>
  );
}

const boundIn = ({ environments: { staging, production } }: SlotView): BoundIn => ({
  staging: staging.bound?.model ?? "",
  production: production.bound?.model ?? "",
});

"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { saveVariable } from "@/components/harness/variables/save-variable";
import { ValueField } from "@/components/harness/variables/value-field";
import { readValue, textOf } from "@/components/harness/variables/variable-form";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import type { VariableView } from "@/lib/harness/variables/schema";
import { VariableName, type VariableType } from "@/lib/release/variables";

const PLACES = [
  { environment: "draft", label: "Draft", hint: "Test runs and experiments use it." },
  { environment: "staging", label: "Staging", hint: "A release that reads it is not made before there is a value." },
  { environment: "production", label: "Production", hint: "Runs that start from now on have it." },
] as const;
type Props = { tenant: string; variable: VariableView | null; onClose: () => void };

/** A name with a value for each environment. */
export function VariableDialog({ tenant, variable, onClose }: Props) {
  const form = useId();
  const may = useMay();
  const client = useQueryClient();
  const [name, setName] = useState(variable?.name ?? "");
  const [type, setType] = useState<VariableType>(variable?.type ?? "text");
  const before = variable?.values ?? null;
  const [texts, setTexts] = useState({
    ...{ draft: textOf(before?.draft ?? null), staging: textOf(before?.staging ?? null) },
    production: textOf(before?.production ?? null),
  });
  const [draft, staging, production] = PLACES.map(({ environment }) => readValue(type, texts[environment]));
  const isReady = VariableName.safeParse(name).success && draft !== null && draft !== undefined;
  const save = useMutation({
    mutationFn: () =>
      saveVariable(tenant, name, before, {
        ...{ draft: draft ?? null, staging: staging ?? null, production: production ?? null },
      }),
    onSuccess: onClose,
    // Of several values, those before the refused one are stored.
    onSettled: () => client.invalidateQueries({ queryKey: [tenant] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate();
  };
  const isWrong = [draft, staging, production].includes(undefined);
  return (
    <Dialog
      open
      onClose={onClose}
      title={variable ? `vars.${variable.name}` : "New variable"}
      description="Steps and prompts read it. Each run keeps the value that it was started with."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" disabled={!isReady || isWrong || save.isPending}>
            {variable ? "Save" : "Make variable"}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4" autoComplete="off">
        {!variable && (
          <>
            <Field label="Name" hint="Lower case letters, digits and _. It is no place for keys: those are secrets.">
              <Input
                value={name}
                onChange={(event) => setName(event.target.value)}
                start={<span className="mono text-faint">vars.</span>}
                maxLength={40}
                autoComplete="off"
              />
            </Field>
            <Segmented<VariableType>
              label="Type"
              value={type}
              onChange={setType}
              options={[
                { value: "text", label: "Text" },
                { value: "number", label: "Number" },
                { value: "yes/no", label: "Yes or no" },
              ]}
            />
          </>
        )}
        {PLACES.map(({ environment, label, hint }) => (
          <ValueField
            key={environment}
            label={label}
            hint={hint}
            type={type}
            text={texts[environment]}
            error={readValue(type, texts[environment]) === undefined ? "This is not a number." : null}
            disabled={!may(environment === "draft" ? "harness:write" : "release:promote")}
            onChange={(text) => setTexts({ ...texts, [environment]: text })}
          />
        ))}
        {save.error && <ErrorState error={save.error} />}
      </form>
    </Dialog>
  );
}

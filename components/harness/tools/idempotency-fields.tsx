"use client";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { ToolForm } from "@/lib/harness/tools/tool-form";

const WAYS = [
  { value: "default", label: "Idempotency-Key header", hint: "What most APIs understand." },
  { value: "header", label: "Another header" },
  { value: "arg", label: "An argument", hint: "Filled in by the runtime." },
  { value: "none", label: "Not at all" },
] as const;
type Props = { form: ToolForm; error: string | undefined; onChange: (change: Partial<ToolForm>) => void };

/** How the other side recognises a call that is repeated after a crash. */
export function IdempotencyFields({ form, error, onChange }: Props) {
  const isNamed = form.idempotency === "header" || form.idempotency === "arg";
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label="A repeated call is recognised by" error={error}>
        <Select
          value={form.idempotency}
          onChange={(value) => {
            const way = WAYS.find((one) => one.value === value);
            if (way) onChange({ idempotency: way.value });
          }}
          options={WAYS}
        />
      </Field>
      {isNamed && (
        <Field label={form.idempotency === "arg" ? "Name of the argument" : "Name of the header"}>
          <Input
            value={form.idempotencyName}
            spellCheck={false}
            onChange={(event) => onChange({ idempotencyName: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}

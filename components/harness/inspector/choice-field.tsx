"use client";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

type Props<T extends string> = {
  label: string;
  hint?: string;
  error?: string | null;
  value: T | "";
  options: readonly { value: T; label: string; hint?: string }[];
  disabled?: boolean;
  onChange: (value: T) => void;
};

/** One of a few, with a label. */
export function ChoiceField<T extends string>({ label, hint, error, value, options, disabled, onChange }: Props<T>) {
  const choose = (next: string) => {
    const option = options.find((one) => one.value === next);
    if (option) onChange(option.value);
  };
  return (
    <Field label={label} hint={hint} error={error}>
      <Select compact value={value} options={options} disabled={disabled} placeholder="Choose" onChange={choose} />
    </Field>
  );
}

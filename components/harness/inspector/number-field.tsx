"use client";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = {
  label: string;
  hint?: string;
  value: number;
  min: number;
  max: number;
  /** Shown behind the number: "s", "tokens". */
  unit?: string;
  /** Default 1; a fraction allows fractions. */
  step?: number;
  disabled?: boolean;
  onChange: (value: number) => void;
};

/**
 * A number between two bounds. What is typed counts as soon as it is allowed; leaving the field shows what counts. A value
 * from elsewhere that is out of bounds is shown as it is, with what is allowed.
 */
export function NumberField({ label, hint, value, min, max, unit, step = 1, disabled, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const number = typed === null ? value : Number(typed);
  const isInside = number >= min && number <= max;
  const isAllowed = isInside && (typed === null || (typed.trim() !== "" && fits(number, step)));
  const change = (text: string) => {
    setTyped(text);
    const next = Number(text);
    if (text.trim() !== "" && next >= min && next <= max && fits(next, step)) onChange(next);
  };
  return (
    <Field label={label} hint={hint} error={isAllowed ? undefined : `A number from ${min} to ${max}.`}>
      <Input
        compact
        inputMode="decimal"
        disabled={disabled}
        value={typed ?? String(value)}
        onChange={(event) => change(event.target.value)}
        onBlur={() => setTyped(null)}
        end={unit ? <span className="text-12 text-faint">{unit}</span> : undefined}
      />
    </Field>
  );
}

const fits = (value: number, step: number) => Number.isFinite(value) && (step < 1 || Number.isInteger(value));

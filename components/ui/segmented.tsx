"use client";
import type { ReactNode } from "react";

type Props<T extends string> = {
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: ReactNode; disabled?: boolean }[];
  /** The accessible name of the group. */
  label: string;
};

/** One of a few, all in sight. */
export function Segmented<T extends string>({ value, onChange, options, label }: Props<T>) {
  return (
    <fieldset className="seg" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          disabled={option.disabled}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}

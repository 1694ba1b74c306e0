"use client";
import { Check } from "lucide-react";
import * as RadixCheckbox from "radix-ui/checkbox";
import { type ReactNode, useId } from "react";

type Props = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
  hideLabel?: boolean;
};

export function Checkbox({ checked, onChange, label, hint, disabled, hideLabel }: Props) {
  const id = useId();
  return (
    <span className="inline-flex items-start gap-2">
      <RadixCheckbox.Root
        id={id}
        checked={checked}
        onCheckedChange={(next) => onChange(next === true)}
        disabled={disabled}
        className="check mt-[3px] data-[state=checked]:border-ink data-[state=checked]:bg-ink data-[state=checked]:text-inverse disabled:opacity-50"
      >
        <RadixCheckbox.Indicator>
          <Check size={11} strokeWidth={3} aria-hidden />
        </RadixCheckbox.Indicator>
      </RadixCheckbox.Root>
      <label htmlFor={id} className={hideLabel ? "sr" : "grid"}>
        <span>{label}</span>
        {hint && <span className="text-12 text-faint">{hint}</span>}
      </label>
    </span>
  );
}

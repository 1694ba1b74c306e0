"use client";
import * as RadixSwitch from "radix-ui/switch";
import { type ReactNode, useId } from "react";

type Props = { checked: boolean; onChange: (checked: boolean) => void; label: ReactNode; disabled?: boolean };

/** Turns something on at once, without a save. */
export function Switch({ checked, onChange, label, disabled }: Props) {
  const id = useId();
  return (
    <span className="inline-flex items-center gap-2">
      <RadixSwitch.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        className="inline-flex h-4 w-7 flex-none items-center rounded-full border border-border-control bg-surface-3 px-[1px] data-[state=checked]:border-ink data-[state=checked]:bg-ink disabled:opacity-50"
      >
        <RadixSwitch.Thumb className="block size-3 rounded-full bg-muted transition-transform duration-(--fast) data-[state=checked]:translate-x-3 data-[state=checked]:bg-surface-1" />
      </RadixSwitch.Root>
      <label htmlFor={id}>{label}</label>
    </span>
  );
}

"use client";
import { Check, ChevronDown } from "lucide-react";
import * as RadixSelect from "radix-ui/select";
import { useState } from "react";
import { useNonce } from "@/components/shell/nonce-provider";
import { classNames } from "@/components/ui/class-names";
import { useFieldProps } from "@/components/ui/field-context";

export type SelectOption = { value: string; label: string; hint?: string; disabled?: boolean };
type Props = {
  value: string;
  onChange: (value: string) => void;
  /** A function is asked when the list opens: for what is long, or takes long to find. */
  options: readonly SelectOption[] | (() => readonly SelectOption[]);
  /** The accessible name; inside a `Field` its label is the name. */
  label?: string;
  placeholder?: string;
  disabled?: boolean;
  compact?: boolean;
  className?: string;
};
const SENTINEL = "=";

/**
 * A choice of one. Option values may be empty strings (the "any" of filters), which Radix itself refuses. The list is
 * drawn when the trigger has the focus (letters choose without opening it) or is open: Radix draws it out of sight else.
 */
export function Select({ value, onChange, options, label, placeholder, disabled, compact, className }: Props) {
  const field = useFieldProps();
  const [isOpen, setIsOpen] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const known = typeof options === "function" ? [] : options;
  return (
    <RadixSelect.Root
      value={SENTINEL + value}
      onValueChange={(next) => onChange(next.slice(SENTINEL.length))}
      open={isOpen}
      onOpenChange={setIsOpen}
      disabled={disabled}
    >
      <RadixSelect.Trigger
        {...field}
        aria-label={label}
        className={classNames("btn select", !compact && "form", className)}
        onFocus={() => setHasFocus(true)}
        onBlur={() => setHasFocus(false)}
      >
        <span className="truncate">
          <RadixSelect.Value placeholder={placeholder}>
            {known.find((option) => option.value === value)?.label ?? placeholder}
          </RadixSelect.Value>
        </span>
        <ChevronDown className="i xs" aria-hidden />
      </RadixSelect.Trigger>
      {(isOpen || (hasFocus && typeof options !== "function")) && <OptionList options={options} />}
    </RadixSelect.Root>
  );
}

function OptionList({ options }: Pick<Props, "options">) {
  const nonce = useNonce();
  const all = typeof options === "function" ? options() : options;
  return (
    <RadixSelect.Portal>
      <RadixSelect.Content position="popper" sideOffset={4} collisionPadding={8} className="pop menu z-50">
        <RadixSelect.Viewport nonce={nonce} className="max-h-[320px] p-1">
          {all.length === 0 && <p className="px-2 py-1 text-12 text-faint">Nothing to choose</p>}
          {all.map((option) => (
            <RadixSelect.Item
              key={option.value}
              value={SENTINEL + option.value}
              disabled={option.disabled}
              className="menu-item"
            >
              <span className="grid min-w-0 flex-1">
                <RadixSelect.ItemText>{option.label}</RadixSelect.ItemText>
                {option.hint && <span className="text-12 text-faint">{option.hint}</span>}
              </span>
              <RadixSelect.ItemIndicator>
                <Check className="i s" aria-hidden />
              </RadixSelect.ItemIndicator>
            </RadixSelect.Item>
          ))}
        </RadixSelect.Viewport>
      </RadixSelect.Content>
    </RadixSelect.Portal>
  );
}

"use client";
import { type ReactNode, useId } from "react";
import { FieldContext } from "@/components/ui/field-context";

type Props = { label: ReactNode; hint?: ReactNode; error?: ReactNode; children: ReactNode };

/** A labelled control with a hint and an error in words. The control inside takes its ids from here. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <FieldContext value={{ id, describedBy, invalid: Boolean(error) }}>
      <div className="grid min-w-0 content-start gap-[5px]">
        <label className="label" htmlFor={id}>
          {label}
        </label>
        {children}
        {hint && (
          <p id={`${id}-hint`} className="text-12 text-faint">
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} className="text-12 text-fail" role="alert">
            {error}
          </p>
        )}
      </div>
    </FieldContext>
  );
}

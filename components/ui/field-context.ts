"use client";
import { createContext, useContext } from "react";

type FieldIds = { id: string; describedBy: string | undefined; invalid: boolean };
export const FieldContext = createContext<FieldIds | null>(null);

/** What a control inside a `Field` must carry: id, `aria-describedby`, `aria-invalid`. Empty outside of one. */
export function useFieldProps() {
  const field = useContext(FieldContext);
  if (!field) return {};
  return { id: field.id, "aria-describedby": field.describedBy, "aria-invalid": field.invalid || undefined };
}

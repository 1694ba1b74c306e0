"use client";
import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";
import { useFieldProps } from "@/components/ui/field-context";

export function Textarea({ className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  const field = useFieldProps();
  return <textarea rows={rows} {...field} {...rest} className={classNames("textarea", className)} />;
}

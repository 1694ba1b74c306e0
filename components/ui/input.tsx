"use client";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { useFieldProps } from "@/components/ui/field-context";

type Props = ComponentProps<"input"> & { start?: ReactNode; end?: ReactNode; size?: never; compact?: boolean };

/** One line of text. `start` and `end` sit inside the frame (an icon, a key, a button). `compact` is 28 px high. */
export function Input({ start, end, className, compact, ...rest }: Props) {
  const field = useFieldProps();
  return (
    <span className={classNames("field", !compact && "form", className)}>
      {start}
      <input {...field} {...rest} />
      {end}
    </span>
  );
}

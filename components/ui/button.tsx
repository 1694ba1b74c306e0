import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

export type ButtonProps = ComponentProps<"button"> & {
  /** One primary a region. `danger` asks first, elsewhere. */
  variant?: "primary" | "secondary" | "ghost" | "danger";
  /** 28 px, 24 px in strips, 32 px in forms. */
  size?: "md" | "sm" | "form";
};

const VARIANT = { primary: "primary", secondary: "", ghost: "quiet", danger: "danger" } as const;
const SIZE = { md: "", sm: "small", form: "form" } as const;

/** The class of a button, for links that act like one. */
export const buttonClass = (variant: keyof typeof VARIANT = "secondary", size: keyof typeof SIZE = "md") =>
  classNames("btn", VARIANT[variant], SIZE[size]);

export function Button({ variant, size, className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={classNames(buttonClass(variant, size), className)} {...rest} />;
}

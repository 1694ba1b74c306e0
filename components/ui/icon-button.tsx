"use client";
import { Button, type ButtonProps } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Tip, useTip } from "@/components/ui/tooltip";

/** A square button that shows an icon alone; `label` is its name and its tooltip. */
export function IconButton({ label, className, variant = "ghost", ...rest }: ButtonProps & { label: string }) {
  const { tip, listeners } = useTip();
  return (
    <>
      <Button
        variant={variant}
        aria-label={label}
        className={classNames("icon", className)}
        {...rest}
        onPointerEnter={after(rest.onPointerEnter, listeners.onPointerEnter)}
        onPointerLeave={after(rest.onPointerLeave, listeners.onPointerLeave)}
        onPointerDown={after(rest.onPointerDown, listeners.onPointerDown)}
        onFocus={after(rest.onFocus, listeners.onFocus)}
        onBlur={after(rest.onBlur, listeners.onBlur)}
      />
      {tip && <Tip text={label} {...tip} />}
    </>
  );
}

/** What the caller does with an event first, then what the tip does. */
const after =
  <E,>(first: ((event: E) => void) | undefined, then: (event: E) => void) =>
  (event: E) => {
    first?.(event);
    then(event);
  };

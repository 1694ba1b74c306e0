import { Button, type ButtonProps } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Tooltip } from "@/components/ui/tooltip";

/** A square button that shows an icon alone; `label` is its name and its tooltip. */
export function IconButton({ label, className, variant = "ghost", ...rest }: ButtonProps & { label: string }) {
  return (
    <Tooltip content={label}>
      <Button variant={variant} aria-label={label} className={classNames("icon", className)} {...rest} />
    </Tooltip>
  );
}

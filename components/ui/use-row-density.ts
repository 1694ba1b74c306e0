"use client";
import { useKeptText } from "@/components/ui/use-kept-text";

/**
 * Whether the rows of all tables are compact in this browser. The attribute of `<html>` that the tokens read is also set
 * before the first paint (`APPLY_PREFERENCES`).
 */
export function useRowDensity(): [isCompact: boolean, setCompact: (isCompact: boolean) => void] {
  const [kept, keep] = useKeptText("slipway.density");
  const setCompact = (isCompact: boolean) => {
    keep(isCompact ? "compact" : null);
    if (isCompact) document.documentElement.dataset.density = "compact";
    else delete document.documentElement.dataset.density;
  };
  return [kept === "compact", setCompact];
}

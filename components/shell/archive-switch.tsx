"use client";
import type { ReactNode } from "react";
import { FilterBar } from "@/components/ui/filter-bar";
import { Segmented } from "@/components/ui/segmented";
import { useUrlValue } from "@/components/ui/use-url-value";

/** Whether a list shows its archive (`?show=archived`). */
export function useIsArchive(): boolean {
  return useUrlValue("show")[0] === "archived";
}

type Props = { label: string /** Other filters, before it. */; children?: ReactNode; onClear?: () => void };

/** Chooses between what is in use and the archive. */
export function ArchiveSwitch({ label, children, onClear }: Props) {
  const [shown, setShown] = useUrlValue("show");
  return (
    <FilterBar onClear={onClear}>
      {children}
      <Segmented
        label={label}
        value={shown === "archived" ? "archived" : "used"}
        options={[
          { value: "used", label: "In use" },
          { value: "archived", label: "Archived" },
        ]}
        onChange={(next) => setShown(next === "archived" ? next : null)}
      />
    </FilterBar>
  );
}

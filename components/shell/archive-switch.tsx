"use client";
import { FilterBar } from "@/components/ui/filter-bar";
import { Segmented } from "@/components/ui/segmented";
import { useUrlValue } from "@/components/ui/use-url-value";

/** Whether a list shows its archive (`?show=archived`). */
export function useIsArchive(): boolean {
  return useUrlValue("show")[0] === "archived";
}

/** Chooses between what is in use and the archive. */
export function ArchiveSwitch({ label }: { label: string }) {
  const [shown, setShown] = useUrlValue("show");
  return (
    <FilterBar>
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

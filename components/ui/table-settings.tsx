"use client";
import { RotateCcw, SlidersHorizontal } from "lucide-react";
import { hidableColumns, readHidden, toggleHidden } from "@/components/ui/hidden-columns";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import type { MenuEntry } from "@/components/ui/menu-surface";
import type { TableColumn } from "@/components/ui/table-column";
import { useKeptText } from "@/components/ui/use-kept-text";
import { useRowDensity } from "@/components/ui/use-row-density";

/** Which columns a table shows, and how high rows are, in this browser. `name` is that of the table. */
export function TableSettings<Row>({ name, columns }: { name: string; columns: readonly TableColumn<Row>[] }) {
  const [kept, keep] = useKeptText(columnsKey(name));
  const [isCompact, setCompact] = useRowDensity();
  const hidden = readHidden(kept);
  const entries: MenuEntry[] = [
    ...hidableColumns(columns).map(({ key, name: label }) => ({
      label,
      checked: !hidden.has(key),
      onSelect: () => keep(toggleHidden(hidden, key)),
    })),
    "separator",
    { label: "Compact rows, in every table", checked: isCompact, onSelect: () => setCompact(!isCompact) },
    "separator",
    {
      label: "Reset columns",
      icon: <RotateCcw className="i s" aria-hidden />,
      disabled: hidden.size === 0,
      onSelect: () => keep(null),
    },
  ];
  return (
    <div className="table-tools">
      <Menu
        header="Columns"
        trigger={
          <IconButton label="Columns" size="sm">
            <SlidersHorizontal className="i s" aria-hidden />
          </IconButton>
        }
        entries={entries}
      />
    </div>
  );
}

/** Where the browser keeps which columns of a table are hidden. */
export const columnsKey = (name: string): string => `slipway.columns.${name}`;

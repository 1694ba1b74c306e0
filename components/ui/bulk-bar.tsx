"use client";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import type { Bulk, BulkAction } from "@/components/ui/bulk-action";
import { BulkDialog } from "@/components/ui/bulk-dialog";
import { Button } from "@/components/ui/button";
import { countOf } from "@/components/ui/count-of";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { keysAreFree } from "@/components/ui/keys-are-free";

export type BulkBarProps<Row> = {
  bulk: Bulk<Row>;
  /** Those that are selected. */
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** How many are on the screen. */
  total: number;
  onSelectAll: () => void;
  onClear: () => void;
  onDone: (rows: readonly Row[]) => void;
};

/** What can be done to the selected rows, with their number; over the foot of the page while something is selected. */
export function BulkBar<Row>({ bulk, rows, keyOf, total, onSelectAll, onClear, onDone }: BulkBarProps<Row>) {
  const [asked, ask] = useState<{ action: BulkAction<Row>; rows: readonly Row[] } | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || !keysAreFree()) return;
      const action = bulk.actions.find(({ shortcut }) => shortcut === event.key);
      if (!action) return;
      event.preventDefault();
      ask({ action, rows });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [bulk, rows]);
  return (
    <>
      <section className="bulk pop" aria-label="Selection">
        <output className="whitespace-nowrap px-1">
          <span className="num">{rows.length}</span> selected
        </output>
        {bulk.actions.map((action) => (
          <Button key={action.verb} onClick={() => ask({ action, rows })}>
            {action.icon}
            {action.verb}
            <span aria-hidden className="max-sm:hidden">
              <Kbd>{action.shortcut}</Kbd>
            </span>
          </Button>
        ))}
        {rows.length < total && (
          <Button variant="ghost" onClick={onSelectAll}>
            Select all {total}
          </Button>
        )}
        <IconButton label="Select nothing" onClick={onClear}>
          <X className="i s" aria-hidden />
        </IconButton>
      </section>
      {asked && (
        <BulkDialog
          {...asked}
          count={(many) => countOf(many, bulk.noun)}
          names={{ keyOf, nameOf: bulk.nameOf }}
          onClose={() => ask(null)}
          onDone={onDone}
        />
      )}
    </>
  );
}

"use client";
import { X } from "lucide-react";
import { useEffect } from "react";
import type { Asked, Bulk } from "@/components/ui/bulk-action";
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
  /** The act whose dialog is open. */
  asked: Asked<Row> | null;
  onAsk: (asked: Asked<Row> | null) => void;
};

/** The bar over the selected rows, and the dialog of an act: it stays when what is done leaves the list under it. */
export function BulkBar<Row>(props: BulkBarProps<Row>) {
  const { bulk, rows, keyOf, onDone, asked, onAsk } = props;
  return (
    <>
      {rows.length > 0 && <Bar {...props} />}
      {asked && (
        <BulkDialog
          {...asked}
          count={(many) => countOf(many, bulk.noun)}
          names={{ keyOf, nameOf: bulk.nameOf }}
          onClose={() => onAsk(null)}
          onDone={onDone}
        />
      )}
    </>
  );
}

/** What can be done to the selected rows, with their number; over the foot of the page while something is selected. */
function Bar<Row>({ bulk, rows, total, onSelectAll, onClear, onAsk }: BulkBarProps<Row>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || !keysAreFree()) return;
      const action = bulk.actions.find(({ shortcut }) => shortcut === event.key);
      if (!action) return;
      event.preventDefault();
      onAsk({ action, rows });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [bulk, rows, onAsk]);
  return (
    <section className="bulk pop" aria-label="Selection">
      <output className="whitespace-nowrap px-1">
        <span className="num">{rows.length}</span> selected
      </output>
      {bulk.actions.map((action) => (
        <Button key={action.verb} onClick={() => onAsk({ action, rows })}>
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
  );
}

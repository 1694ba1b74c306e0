"use client";
import { type ReactNode, useState } from "react";
import type { Asked } from "@/components/ui/bulk-action";
import { DataGrid, type GridProps } from "@/components/ui/data-grid";
import { ErrorState } from "@/components/ui/error-state";

type Props<Row> = GridProps<Row> & {
  error?: unknown;
  onRetry?: () => void;
  /** Shown instead of the table when there is no row: an `EmptyState`. */
  empty?: ReactNode;
};

/** The one table: every list of the product is this with other columns. */
export function DataTable<Row extends object>({ error, onRetry, empty, ...grid }: Props<Row>) {
  const { rows, isLoading } = grid;
  const [asked, ask] = useState<Asked<Row> | null>(null);
  if (error && !rows)
    return (
      <div className="px-page">
        <ErrorState error={error} onRetry={onRetry} />
      </div>
    );
  // While an act is asked for, its dialog stays, also when the last row leaves the list.
  if (rows && rows.length === 0 && !isLoading && !asked) return <div className="px-page">{empty}</div>;
  return <DataGrid {...grid} asked={asked} onAsk={ask} />;
}

"use client";
import type { ReactNode } from "react";
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
  if (error && !rows)
    return (
      <div className="px-page">
        <ErrorState error={error} onRetry={onRetry} />
      </div>
    );
  if (rows && rows.length === 0 && !isLoading) return <div className="px-page">{empty}</div>;
  return <DataGrid {...grid} />;
}

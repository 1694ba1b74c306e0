import type { ReactNode } from "react";
import type { SortValue } from "@/components/ui/sort-rows";

/** One column of a `DataTable`. */
export type TableColumn<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** What the column sorts by; without it, its head sorts nothing. */
  sort?: (row: Row) => SortValue;
  /** CSS width; columns without one share the rest. */
  width?: string;
  /** Right for figures. */
  align?: "right";
  /** The cell that carries the row's link; default the first column. */
  primary?: boolean;
};

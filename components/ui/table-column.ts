import type { ReactNode } from "react";

/** One column of a `DataTable`. */
export type TableColumn<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** CSS width; columns without one share the rest. */
  width?: string;
  /** Right for figures. */
  align?: "right";
  /** The cell that carries the row's link; default the first column. */
  primary?: boolean;
};

import { Skeleton } from "@/components/ui/skeleton";
import type { TableColumn } from "@/components/ui/table-column";

const WIDTHS = ["62%", "48%", "70%", "55%", "66%", "40%"];

/** The outlines of rows that are loaded. */
export function PlaceholderRows<Row>({ columns }: { columns: readonly TableColumn<Row>[] }) {
  return WIDTHS.map((width) => (
    <tr key={width}>
      {columns.map((column) => (
        <td key={column.key}>
          <Skeleton width={width} />
        </td>
      ))}
    </tr>
  ));
}

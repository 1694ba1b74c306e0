import type { FailureMap } from "@/lib/observability/failures/schema";

/** Which cell of the map is open; in the URL as `<harness>/<node>/<start>`. */
export type CellPlace = { harness: string; node: string; start: string };

export const printCell = ({ harness, node, start }: CellPlace): string => `${harness}/${node}/${start}`;

/** Null for a text that names no cell. */
export function parseCell(text: string | null): CellPlace | null {
  const [harness, node, start, ...rest] = (text ?? "").split("/");
  if (!harness || !node || !start || rest.length > 0 || Number.isNaN(Date.parse(start))) return null;
  return { harness, node, start: new Date(start).toISOString() };
}

/** Start and end of the column that the cell stands in. */
export const cellTimes = ({ start }: CellPlace, { columnMs }: FailureMap) => ({
  from: start,
  to: new Date(Date.parse(start) + columnMs).toISOString(),
});

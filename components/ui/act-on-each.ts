type Ask<Row> = {
  act: (row: Row) => Promise<unknown>;
  /** Aborted: the call under way is waited for, and the rows after it are left. */
  signal: AbortSignal;
  onProgress: (finished: number) => void;
};
export type Refused<Row> = { row: Row; why: string };

/** Does an act to one row after the other. A refusal of one does not keep the others from it. */
export async function actOnEach<Row>(
  rows: readonly Row[],
  { act, signal, onProgress }: Ask<Row>,
): Promise<{ done: Row[]; refused: Refused<Row>[]; left: Row[] }> {
  const done: Row[] = [];
  const refused: Refused<Row>[] = [];
  for (const [position, row] of rows.entries()) {
    if (signal.aborted) return { done, refused, left: rows.slice(position) };
    try {
      await act(row);
      done.push(row);
    } catch (error) {
      refused.push({ row, why: error instanceof Error ? error.message : String(error) });
    }
    onProgress(position + 1);
  }
  return { done, refused, left: [] };
}

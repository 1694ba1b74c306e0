/** The first of `<word>_1`, `<word>_2` … that no row has yet. */
export function nextKey(rows: readonly { key: string }[], word: string): string {
  const taken = new Set(rows.map((row) => row.key));
  for (let count = rows.length + 1; ; count += 1) if (!taken.has(`${word}_${count}`)) return `${word}_${count}`;
}

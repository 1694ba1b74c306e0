/** Rows in which every word of a search is found, in whatever case and with or without accents. Keeps the order. */
export function matchRows<Row>(
  rows: readonly Row[],
  search: string,
  textsOf: (row: Row) => readonly string[],
): readonly Row[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = plain(textsOf(row).join("\n"));
    return words.every((word) => text.includes(word));
  });
}

const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

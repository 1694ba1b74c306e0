type Pick = {
  key: string;
  /** The row that was picked before; a range begins there. */
  anchor: string | null;
  isRange: boolean;
};

/**
 * What is selected after a row is picked: a single pick turns the row over; a range selects everything from the row that
 * was picked before to this one. `keys` are those of the rows in the order of the screen.
 */
export function selectRows(
  keys: readonly string[],
  selected: ReadonlySet<string>,
  { key, anchor, isRange }: Pick,
): ReadonlySet<string> {
  const next = new Set(selected);
  const from = isRange && anchor !== null ? keys.indexOf(anchor) : -1;
  const to = keys.indexOf(key);
  if (from >= 0 && to >= 0) for (const one of keys.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one);
  else if (!next.delete(key)) next.add(key);
  return next;
}

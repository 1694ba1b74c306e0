/**
 * Calls of one turn in batches that run one after the other: calls side by side share a batch, an exclusive one has its
 * own. The order of the calls is kept.
 */
export function callBatches<T>(calls: readonly T[], isExclusive: (call: T) => boolean): T[][] {
  const batches: T[][] = [];
  let open: T[] | null = null;
  for (const call of calls) {
    const isAlone = isExclusive(call);
    if (open && !isAlone) open.push(call);
    else {
      const batch = [call];
      batches.push(batch);
      open = isAlone ? null : batch;
    }
  }
  return batches;
}

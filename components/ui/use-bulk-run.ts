"use client";
import { useRef, useState } from "react";
import { actOnEach } from "@/components/ui/act-on-each";
import type { BulkAction } from "@/components/ui/bulk-action";

export type BulkOutcome<Row> = Awaited<ReturnType<typeof actOnEach<Row>>>;

/** Runs an act over rows. `finished` is null before it, then how many calls came back; `outcome` is there after the last. */
export function useBulkRun<Row>({ act, onSettled }: BulkAction<Row>) {
  const stop = useRef(new AbortController());
  const [finished, setFinished] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<BulkOutcome<Row> | null>(null);
  const start = async (rows: readonly Row[]) => {
    setFinished(0);
    const ended = await actOnEach(rows, { act, signal: stop.current.signal, onProgress: setFinished });
    await onSettled();
    setOutcome(ended);
    return ended;
  };
  return { finished, outcome, start, stop: () => stop.current.abort() };
}

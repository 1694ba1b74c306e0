"use client";
import { useState } from "react";
import { fitRowIds } from "@/components/ui/fit-row-ids";
import { moveItem } from "@/components/ui/move-item";

type RowIds = { ids: readonly number[]; remove: (at: number) => void; move: (from: number, to: number) => void };

/**
 * Ids for rows that have none of their own, so that what is typed into a row stays with it when another one is removed.
 * Tell it with `remove` which row goes, with `move` which one has another place; rows that come are at the end.
 */
export function useRowIds(count: number): RowIds {
  const [known, setKnown] = useState<readonly number[]>([]);
  const ids = fitRowIds(known, count);
  return {
    ids,
    remove: (at) => setKnown(ids.filter((_, other) => other !== at)),
    move: (from, to) => setKnown(moveItem(ids, from, to)),
  };
}

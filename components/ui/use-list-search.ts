"use client";
import { useMemo } from "react";
import { matchRows } from "@/components/ui/match-rows";
import { useLocationValue } from "@/components/ui/use-location-value";

export type ListSearch<Row> = {
  /** A list of which a part is loaded is not searched: what is further down would seem not to exist. */
  isPossible: boolean;
  /** The rows that match; all of them while nothing is searched for. */
  rows: readonly Row[] | undefined;
  /** Empty: nothing is searched for. */
  text: string;
  setText: (text: string) => void;
  /** Absent while nothing is searched for. */
  onClear: (() => void) | undefined;
};

/** A search in a list that is there whole; its words are in the URL (`?q=`). `textsOf` gives what a row is found by. */
export function useListSearch<Row>(
  rows: readonly Row[] | undefined,
  textsOf: (row: Row) => readonly string[],
  isPossible = true,
): ListSearch<Row> {
  const [q, setQ] = useLocationValue("q", "replace");
  const text = (isPossible && q) || "";
  const matching = useMemo(() => rows && matchRows(rows, text, textsOf), [rows, text, textsOf]);
  return {
    isPossible: isPossible && (rows?.length !== 0 || text !== ""),
    rows: matching,
    text,
    setText: (next) => setQ(() => next || null),
    onClear: text === "" ? undefined : () => setQ(() => null),
  };
}

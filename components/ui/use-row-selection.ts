"use client";
import { useRef, useState } from "react";
import { selectRows } from "@/components/ui/select-rows";

export type RowSelection = {
  keys: ReadonlySet<string>;
  /** Picks a row; a range goes from the row that was picked before. */
  pick: (key: string, isRange: boolean) => void;
  selectAll: () => void;
  drop: (keys: readonly string[]) => void;
  clear: () => void;
};
const NONE: ReadonlySet<string> = new Set();

/** The rows that a person selected, of those on the screen: one that is filtered away is not acted on. */
export function useRowSelection(shown: readonly string[]): RowSelection {
  const [selected, setSelected] = useState(NONE);
  const anchor = useRef<string | null>(null);
  const keys = selected.size === 0 ? NONE : new Set(shown.filter((key) => selected.has(key)));
  return {
    keys,
    pick: (key, isRange) => {
      setSelected(selectRows(shown, keys, { key, anchor: anchor.current, isRange }));
      anchor.current = key;
    },
    selectAll: () => setSelected(new Set(shown)),
    drop: (gone) => setSelected((all) => new Set([...all].filter((key) => !gone.includes(key)))),
    clear: () => setSelected(NONE),
  };
}

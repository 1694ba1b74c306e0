"use client";
import { useRef } from "react";

type Props = { name: string; isChecked: boolean; onPick: (isRange: boolean) => void };

/** Selects a row, at its left edge. Seen under the pointer, in focus, at the cursor, and while anything is selected. */
export function RowCheck({ name, isChecked, onPick }: Props) {
  const isRange = useRef(false);
  return (
    <input
      type="checkbox"
      className="row-check"
      aria-label={`Select ${name}`}
      checked={isChecked}
      onMouseDown={(event) => {
        isRange.current = event.shiftKey;
        if (event.shiftKey) event.preventDefault(); // no text is selected up to here
      }}
      onChange={() => {
        onPick(isRange.current);
        isRange.current = false;
      }}
    />
  );
}

"use client";
import { type RefObject, useEffect, useState } from "react";
import { keysAreFree } from "@/components/ui/keys-are-free";

/**
 * The keyboard cursor of a table: `j`/`k` or the arrows move, Enter opens. Keys count while the focus is nowhere else
 * (on the page itself or inside the table), and never while a dialog is open.
 * @returns the position of the cursor, -1 before the first key
 */
export function useRowCursor(table: RefObject<HTMLElement | null>, count: number, open: (position: number) => void) {
  const [cursor, setCursor] = useState(-1);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || !listens(table.current)) return;
      const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        setCursor((at) => Math.min(Math.max(at + step, 0), count - 1));
      } else if (event.key === "Enter" && cursor >= 0 && cursor < count && !isControl(document.activeElement)) {
        event.preventDefault();
        open(cursor);
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
  useEffect(() => {
    if (cursor >= 0) table.current?.querySelector(`[data-row="${cursor}"]`)?.scrollIntoView({ block: "nearest" });
  }, [cursor, table]);
  return cursor;
}

function listens(table: HTMLElement | null): boolean {
  const focused = document.activeElement;
  if (!table || !keysAreFree()) return false;
  return focused === document.body || focused === null || table.contains(focused);
}
const isControl = (element: Element | null) => element instanceof HTMLElement && element.matches("a, button");

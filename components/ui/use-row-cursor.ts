"use client";
import { type RefObject, useEffect, useState } from "react";
import { keysAreFree } from "@/components/ui/keys-are-free";

type Acts = {
  open: (position: number) => void;
  /** Selects the row, or with Shift everything up to it. */
  pick?: (position: number, isRange: boolean) => void;
  /** Selects nothing any more; absent while nothing is selected. */
  clear?: () => void;
};

/**
 * The keyboard cursor of a table: `j`/`k` or the arrows move, Enter opens, `x` selects, Escape selects nothing. Keys count
 * while the focus is nowhere else (on the page itself, inside the table, or on what acts on it), and never while a dialog
 * is open.
 * @returns the position of the cursor, -1 before the first key
 */
export function useRowCursor(table: RefObject<HTMLElement | null>, count: number, acts: Acts) {
  const [cursor, setCursor] = useState(-1);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!listens(event, table.current)) return;
      const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        setCursor((at) => Math.min(Math.max(at + step, 0), count - 1));
        return;
      }
      const act = actOf(event, cursor < count ? cursor : -1, acts);
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
  useEffect(() => {
    if (cursor >= 0) table.current?.querySelector(`[data-row="${cursor}"]`)?.scrollIntoView({ block: "nearest" });
  }, [cursor, table]);
  return cursor;
}

function actOf({ key, shiftKey }: KeyboardEvent, at: number, { open, pick, clear }: Acts): (() => void) | undefined {
  if (key === "Escape") return clear;
  if (at < 0) return undefined;
  if (key.toLowerCase() === "x" && pick) return () => pick(at, shiftKey);
  if (key === "Enter" && !isControl(document.activeElement)) return () => open(at);
  return undefined;
}

function listens(event: KeyboardEvent, table: HTMLElement | null): boolean {
  const focused = document.activeElement;
  // The Escape that closed a dialog or a menu was meant for that.
  if (event.defaultPrevented) return false;
  if (event.metaKey || event.ctrlKey || event.altKey || !table || !keysAreFree()) return false;
  if (focused === document.body || focused === null || table.contains(focused)) return true;
  // The bar of the selected rows and the button of the columns get the focus back when their dialog or menu closes.
  return focused.closest(".bulk, .table-tools") !== null;
}
const isControl = (element: Element | null) => element instanceof HTMLElement && element.matches("a, button");

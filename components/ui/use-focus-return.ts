import { useState } from "react";

/**
 * For a surface over the page: when it closes, what had the focus before it opened gets it back, unless something else
 * took it meanwhile or what had it is gone. Returns what Radix calls when the surface is gone.
 */
export function useFocusReturn(): (event: Event) => void {
  const [before] = useState(openerOf);
  return (event) => {
    event.preventDefault();
    const isFree = document.activeElement === null || document.activeElement === document.body;
    if (isFree && before?.isConnected) before.focus({ preventScroll: true });
  };
}

/** What has the focus; of an entry of a menu, which closes now, the button of the menu. */
function openerOf(): HTMLElement | null {
  if (typeof document === "undefined") return null;
  const focused = document.activeElement;
  const opener = focused?.closest('[role="menu"]')
    ? document.querySelector('button[aria-haspopup="menu"][aria-expanded="true"]')
    : focused;
  return opener instanceof HTMLElement ? opener : null;
}

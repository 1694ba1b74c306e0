"use client";
import { type ComponentProps, cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from "react";
import type { MenuEntry } from "@/components/ui/menu-surface";

const loadSurface = () => import("@/components/ui/menu-surface");
const MenuSurface = lazy(async () => ({ default: (await loadSurface()).MenuSurface }));
const OPENING_KEYS: ReadonlySet<string> = new Set(["Enter", " ", "ArrowDown"]);

type MenuProps = {
  trigger: ReactElement<ComponentProps<"button">>;
  entries: readonly MenuEntry[];
  header?: ReactNode;
  align?: "start" | "end";
};
/** Where a menu hangs, and whether the keyboard opened it: its first entry is chosen then. */
type Opened = { anchor: HTMLElement; byKey: boolean };

/** A menu on a button. `trigger` is a single focusable element. What draws the menu is loaded when somebody comes near. */
export function Menu({ trigger, entries, header, align = "end" }: MenuProps) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const button = cloneElement(trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": opened !== null,
    onPointerEnter: () => void loadSurface(),
    onFocus: () => void loadSurface(),
    onPointerDown: (event) => {
      if (event.button !== 0 || event.ctrlKey) return;
      event.preventDefault(); // the menu takes the focus
      setOpened(opened ? null : { anchor: event.currentTarget, byKey: false });
    },
    onKeyDown: (event) => {
      if (!OPENING_KEYS.has(event.key)) return;
      event.preventDefault();
      setOpened({ anchor: event.currentTarget, byKey: true });
    },
    // A click without a pointer: of a screen reader, or of a script.
    onClick: (event) => {
      if (event.detail === 0 && !opened) setOpened({ anchor: event.currentTarget, byKey: true });
    },
  });
  return (
    <>
      {button}
      {opened && (
        <Suspense fallback={null}>
          <MenuSurface {...opened} entries={entries} header={header} align={align} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </>
  );
}

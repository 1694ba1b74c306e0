"use client";
import { Check } from "lucide-react";
import Link from "next/link";
import * as RadixMenu from "radix-ui/dropdown-menu";
import { type ReactNode, useEffect, useRef, useState } from "react";

export type MenuEntry =
  | {
      label: ReactNode;
      icon?: ReactNode;
      onSelect?: () => void;
      href?: string;
      keys?: string;
      danger?: boolean;
      disabled?: boolean;
      /** Makes it a box that is ticked or not; the menu stays open. */
      checked?: boolean;
    }
  | "separator";

type Props = {
  anchor: HTMLElement;
  byKey: boolean;
  entries: readonly MenuEntry[];
  header: ReactNode;
  align: "start" | "end";
  onClose: () => void;
};

/** An open menu at a button, which gets the focus back. */
export function MenuSurface({ anchor, byKey, entries, header, align, onClose }: Props) {
  const choosesFirst = useRef(byKey);
  const wentElsewhere = useRef(false);
  const place = usePlaceOf(anchor);
  return (
    <RadixMenu.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <RadixMenu.Trigger asChild>
        <i aria-hidden tabIndex={-1} className="pointer-events-none fixed" style={boxOf(place)} />
      </RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-labelledby={undefined}
          aria-label={anchor.getAttribute("aria-label") ?? anchor.textContent ?? undefined}
          className="pop menu z-50 p-1 focus-visible:shadow-pop"
          onFocus={({ currentTarget }) => {
            if (!choosesFirst.current) return;
            choosesFirst.current = false;
            currentTarget.querySelector<HTMLElement>("[role^=menuitem]:not([data-disabled])")?.focus();
          }}
          onInteractOutside={(event) => {
            // The button itself closes its menu: as something outside it would close it and open it again.
            if (isWithin(anchor, event.target)) event.preventDefault();
            else wentElsewhere.current = true;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!wentElsewhere.current) anchor.focus();
          }}
        >
          {header && <RadixMenu.Label className="px-2 py-1.5 text-12 text-muted">{header}</RadixMenu.Label>}
          {entries.map((entry, position) => (
            <Entry key={keyOf(entry, position)} entry={entry} />
          ))}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

const boxOf = ({ left, top, width, height }: DOMRect) => ({ left, top, width, height });

/** Where the button is in the window, also after the page was scrolled under the open menu. */
function usePlaceOf(anchor: HTMLElement): DOMRect {
  const [place, setPlace] = useState(() => anchor.getBoundingClientRect());
  useEffect(() => {
    const follow = () => setPlace(anchor.getBoundingClientRect());
    window.addEventListener("scroll", follow, true);
    window.addEventListener("resize", follow);
    return () => {
      window.removeEventListener("scroll", follow, true);
      window.removeEventListener("resize", follow);
    };
  }, [anchor]);
  return place;
}

const isWithin = (anchor: HTMLElement, target: EventTarget | null) => target instanceof Node && anchor.contains(target);

const keyOf = (entry: MenuEntry, position: number) =>
  entry === "separator" || typeof entry.label !== "string" ? `entry-${position}` : entry.label;

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry === "separator") return <RadixMenu.Separator className="-mx-1 my-1 h-px bg-border" />;
  const inside = (
    <>
      {entry.icon}
      <span className="grow">{entry.label}</span>
      {entry.keys && <kbd>{entry.keys}</kbd>}
    </>
  );
  if (entry.checked !== undefined) return <TickedEntry entry={entry} checked={entry.checked} />;
  return (
    <RadixMenu.Item
      asChild={Boolean(entry.href)}
      disabled={entry.disabled}
      onSelect={entry.onSelect}
      className={entry.danger ? "menu-item danger" : "menu-item"}
    >
      {entry.href ? <Link href={entry.href}>{inside}</Link> : inside}
    </RadixMenu.Item>
  );
}

function TickedEntry({ entry, checked }: { entry: Exclude<MenuEntry, "separator">; checked: boolean }) {
  return (
    <RadixMenu.CheckboxItem
      checked={checked}
      disabled={entry.disabled}
      className="menu-item"
      onSelect={(event) => {
        event.preventDefault();
        entry.onSelect?.();
      }}
    >
      <Check className="i s" style={checked ? undefined : { visibility: "hidden" }} aria-hidden />
      <span className="grow">{entry.label}</span>
    </RadixMenu.CheckboxItem>
  );
}

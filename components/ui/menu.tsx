"use client";
import Link from "next/link";
import * as RadixMenu from "radix-ui/dropdown-menu";
import type { ReactElement, ReactNode } from "react";

export type MenuEntry =
  | {
      label: ReactNode;
      icon?: ReactNode;
      onSelect?: () => void;
      href?: string;
      keys?: string;
      danger?: boolean;
      disabled?: boolean;
    }
  | "separator";

/** A menu on a button. `trigger` is a single focusable element. */
export function Menu({
  trigger,
  entries,
  header,
  align = "end",
}: {
  trigger: ReactElement;
  entries: readonly MenuEntry[];
  header?: ReactNode;
  align?: "start" | "end";
}) {
  return (
    <RadixMenu.Root modal={false}>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="pop menu z-50 p-1 focus-visible:shadow-pop"
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

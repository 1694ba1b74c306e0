"use client";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import * as RadixDialog from "radix-ui/dialog";
import { type KeyboardEvent, useId, useState } from "react";
import { type Command, matchCommands } from "@/components/shell/command-model";

const SHOWN = 24;
type Props = {
  onClose: () => void;
  commands: readonly Command[];
  /** What was typed before the palette was here. */
  typed: { readonly current: string };
};

/** ⌘K: go anywhere, do anything. A combobox over a list (ARIA 1.2). */
export function CommandPalette({ onClose, commands, typed }: Props) {
  return (
    <RadixDialog.Root open onOpenChange={(next) => !next && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-[oklch(0.2_0.02_250/0.25)]" />
        <RadixDialog.Content
          aria-describedby={undefined}
          className="pop fixed top-[14vh] left-1/2 z-50 w-[min(560px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden focus-visible:shadow-pop"
        >
          <RadixDialog.Title className="sr">Search and commands</RadixDialog.Title>
          <PaletteList commands={commands} typed={typed} onClose={onClose} />
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

function PaletteList({ commands, typed, onClose }: Props) {
  const router = useRouter();
  const listId = useId();
  const [query, setQuery] = useState(() => typed.current);
  const [cursor, setCursor] = useState(0);
  const found = matchCommands(commands, query, SHOWN);
  const choose = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    if (command.href) router.push(command.href);
    command.run?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setCursor((at) => (at + step + found.length) % Math.max(found.length, 1));
    }
    if (event.key === "Enter") choose(found[cursor]);
  };
  return (
    <>
      <div className="flex h-11 items-center gap-2.5 border-border border-b px-3.5">
        <Search className="i s text-faint" aria-hidden />
        <input
          className="h-full w-full min-w-0 bg-transparent text-14 outline-none focus-visible:shadow-none"
          placeholder="Go to, or do"
          role="combobox"
          aria-label="Search and commands"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={found[cursor] ? `${listId}-${cursor}` : undefined}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setCursor(0);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>esc</kbd>
      </div>
      <div id={listId} role="listbox" aria-label="Commands" className="max-h-[400px] overflow-y-auto p-1">
        {found.map((command, position) => (
          <div
            key={command.id}
            id={`${listId}-${position}`}
            role="option"
            tabIndex={-1}
            aria-selected={position === cursor}
            className="menu-item"
            ref={(element) => {
              if (position === cursor) element?.scrollIntoView({ block: "nearest" });
            }}
            onMouseMove={() => setCursor(position)}
            onClick={() => choose(command)}
            onKeyDown={onKeyDown}
          >
            <span className="cut grow">{command.label}</span>
            <span className="text-12 text-faint">{command.group}</span>
            {command.keys && <kbd>{command.keys.split(" ")[0]?.replace("Mod", "⌘").replaceAll("+", " ")}</kbd>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="px-4 pb-4 text-muted">Nothing matches. Try fewer letters.</p>}
    </>
  );
}

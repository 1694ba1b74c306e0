"use client";
import { lazy, Suspense, useEffect, useMemo, useRef } from "react";
import { navigationCommands } from "@/components/shell/command-model";
import type { NavGroup } from "@/components/shell/nav-model";
import { useAddedCommands } from "@/components/shell/page-commands";

export const loadPalette = () => import("@/components/shell/command-palette");
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }));

type Props = { groups: readonly NavGroup[]; onClose: () => void };

/** The command palette that is open. What is typed while it is on its way stands in it when it comes. */
export function CommandSearch({ groups, onClose }: Props) {
  const added = useAddedCommands();
  const commands = useMemo(() => [...added, ...navigationCommands(groups)], [added, groups]);
  const typed = useRef("");
  return (
    <Suspense fallback={<TypedAhead typed={typed} onClose={onClose} />}>
      <CommandPalette commands={commands} typed={typed} onClose={onClose} />
    </Suspense>
  );
}

/** Takes the keys for the palette, so that nothing else on the page does. */
function TypedAhead({ typed, onClose }: { typed: { current: string }; onClose: () => void }) {
  useEffect(() => {
    const take = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape") onClose();
      typed.current = withKey(typed.current, event.key);
    };
    window.addEventListener("keydown", take, true);
    return () => window.removeEventListener("keydown", take, true);
  }, [typed, onClose]);
  return null;
}

function withKey(text: string, key: string): string {
  if (key === "Backspace") return text.slice(0, -1);
  return key.length === 1 ? text + key : text;
}

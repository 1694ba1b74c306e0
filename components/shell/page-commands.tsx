"use client";
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import type { Command } from "@/components/shell/command-model";

const NONE: readonly Command[] = [];
const PageCommandsContext = createContext<{
  commands: readonly Command[];
  setCommands: (commands: readonly Command[]) => void;
} | null>(null);

/** Keeps what the page in front adds to the command palette. */
export function PageCommands({ children }: { children: ReactNode }) {
  const [commands, setCommands] = useState(NONE);
  const value = useMemo(() => ({ commands, setCommands }), [commands]);
  return <PageCommandsContext value={value}>{children}</PageCommandsContext>;
}

/** The commands that the page in front added. */
export const useAddedCommands = (): readonly Command[] => use(PageCommandsContext)?.commands ?? NONE;

/** Adds commands to the palette while the component is there. `commands` must keep its identity between renders. */
export function usePageCommands(commands: readonly Command[]): void {
  const setCommands = use(PageCommandsContext)?.setCommands;
  useEffect(() => {
    setCommands?.(commands);
    return () => setCommands?.(NONE);
  }, [commands, setCommands]);
}

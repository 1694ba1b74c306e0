"use client";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import type { Command } from "@/components/shell/command-model";

type Read = () => readonly Command[];
const none: Read = () => [];
const PageCommandsContext = createContext<{ read: Read; setRead: (read: Read) => void } | null>(null);

/** Keeps what the page in front adds to the command palette. */
export function PageCommands({ children }: { children: ReactNode }) {
  const [{ read }, set] = useState({ read: none });
  const setRead = useCallback((next: Read) => set({ read: next }), []);
  const value = useMemo(() => ({ read, setRead }), [read, setRead]);
  return <PageCommandsContext value={value}>{children}</PageCommandsContext>;
}

/** The commands that the page in front adds, as they are when the palette opens. */
export function useAddedCommands(): readonly Command[] {
  const read = use(PageCommandsContext)?.read ?? none;
  return useMemo(() => read(), [read]);
}

/**
 * Adds commands to the palette while the component is there. They are asked for when the palette opens, so that what they
 * are made of may change at every key. `read` must keep its identity between renders.
 */
export function usePageCommands(read: Read): void {
  const setRead = use(PageCommandsContext)?.setRead;
  useEffect(() => {
    setRead?.(read);
    return () => setRead?.(none);
  }, [read, setRead]);
}

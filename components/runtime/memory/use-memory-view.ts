"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";

const TABS = ["context", "threads", "entries"] as const;
const FIELDS = ["tab", "run", "thread", "call", "open"] as const;
type Field = (typeof FIELDS)[number];

/** What the memory page shows, kept in the URL. `open` is the thread or entry in the drawer. */
export function useMemoryView() {
  const search = useSearchParams();
  const router = useRouter();
  const path = usePathname();
  const show = (change: Partial<Record<Field, string | null>>) => {
    const next = new URLSearchParams(search);
    for (const field of FIELDS) {
      const value = change[field];
      if (value === null) next.delete(field);
      else if (value !== undefined) next.set(field, value);
    }
    const query = next.toString();
    router.replace(query ? `${path}?${query}` : path, { scroll: false });
  };
  return {
    tab: TABS.find((tab) => tab === search.get("tab")) ?? "context",
    run: search.get("run") ?? undefined,
    thread: search.get("thread") ?? undefined,
    call: search.get("call") ?? undefined,
    open: search.get("open"),
    show,
  };
}
export type MemoryView = ReturnType<typeof useMemoryView>;

"use client";
import { usePathname, useSearchParams } from "next/navigation";

type Change = (now: string | null) => string | null;

/**
 * One value in the URL that only the browser reads, for example how a table is sorted: a change of it asks the server
 * nothing. `push` makes it a place to go back to, `replace` does not. Null takes it out. A change by a function begins with
 * what the URL has now, which two quick clicks have not both drawn yet.
 */
export function useLocationValue(
  name: string,
  how: "push" | "replace",
): [string | null, (value: string | null | Change) => void] {
  const pathname = usePathname();
  const parameters = useSearchParams();
  const set = (next: string | null | Change) => {
    // Not those of the last render: a value that another hook has set since would be lost.
    const query = new URLSearchParams(window.location.search);
    const value = typeof next === "function" ? next(query.get(name)) : next;
    if (value === null) query.delete(name);
    else query.set(name, value);
    const url = query.size > 0 ? `${pathname}?${query}` : pathname;
    if (how === "push") window.history.pushState(null, "", url);
    else window.history.replaceState(null, "", url);
  };
  return [parameters.get(name), set];
}

"use client";
import { usePathname, useSearchParams } from "next/navigation";

/**
 * One value in the URL that only the browser reads, for example how a table is sorted: a change of it asks the server
 * nothing. `push` makes it a place to go back to, `replace` does not. Null takes it out.
 */
export function useLocationValue(
  name: string,
  how: "push" | "replace",
): [string | null, (value: string | null) => void] {
  const pathname = usePathname();
  const parameters = useSearchParams();
  const set = (value: string | null) => {
    // Not those of the last render: a value that another hook has set since would be lost.
    const query = new URLSearchParams(window.location.search);
    if (value === null) query.delete(name);
    else query.set(name, value);
    const url = query.size > 0 ? `${pathname}?${query}` : pathname;
    if (how === "push") window.history.pushState(null, "", url);
    else window.history.replaceState(null, "", url);
  };
  return [parameters.get(name), set];
}

"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";

/** One value in the URL beside the filter of a list, for example which row is open; null takes it out. */
export function useUrlValue(name: string): [string | null, (value: string | null) => void] {
  const router = useRouter();
  const pathname = usePathname();
  const parameters = useSearchParams();
  const set = (value: string | null) => {
    // Not those of the last render: a value that was set since would be lost.
    const query = new URLSearchParams(window.location.search);
    if (value === null) query.delete(name);
    else query.set(name, value);
    router.replace(query.size > 0 ? `${pathname}?${query}` : pathname, { scroll: false });
  };
  return [parameters.get(name), set];
}

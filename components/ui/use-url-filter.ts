"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import type { z } from "zod";

/**
 * The filter of a list, kept in the URL. What the URL holds that the schema refuses is left out, not an error; what it
 * does not name, for example how the list is sorted, stays when the filter changes.
 */
export function useUrlFilter<Shape extends z.core.$ZodLooseShape>(schema: z.ZodObject<Shape>) {
  const router = useRouter();
  const pathname = usePathname();
  const parameters = useSearchParams();
  const filter = useMemo(() => {
    const readable = [...parameters].filter(([name, value]) => schema.partial().safeParse({ [name]: value }).success);
    return schema.parse(Object.fromEntries(readable));
  }, [parameters, schema]);
  const change = useCallback(
    (next: Record<string, string | undefined>) => {
      // Not those of the last render: a value that was set since would be lost.
      const query = new URLSearchParams(window.location.search);
      for (const name of Object.keys(schema.shape)) query.delete(name);
      for (const [name, value] of Object.entries(next)) if (value) query.set(name, value);
      router.replace(query.size > 0 ? `${pathname}?${query}` : pathname, { scroll: false });
    },
    [router, pathname, schema],
  );
  return { filter, change, isFiltered: Object.keys(filter).length > 0 };
}

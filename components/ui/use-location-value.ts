"use client";
import { useSearchParams } from "next/navigation";
import { useSyncExternalStore } from "react";
import { onLocationChange, readLocationValue, writeLocationValue } from "@/components/ui/location-value";

/**
 * One value in the URL that only the browser reads, for example how a table is sorted: a change of it asks the server
 * nothing, and is there at once. `push` makes it a place to go back to, `replace` does not. Null takes it out.
 */
export function useLocationValue(
  name: string,
  how: "push" | "replace",
): [string | null, (next: (value: string | null) => string | null) => void] {
  // Next's own view does not know what was written beside it; here it is what the server rendered with.
  const parameters = useSearchParams();
  const value = useSyncExternalStore(
    onLocationChange,
    () => readLocationValue(name),
    () => parameters.get(name),
  );
  return [value, (next) => writeLocationValue(name, next(readLocationValue(name)), how)];
}

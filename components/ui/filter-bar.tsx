"use client";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** The filters of a list; their state lives in the URL. `onClear` is absent while nothing is filtered. */
export function FilterBar({ children, onClear }: { children: ReactNode; onClear?: () => void }) {
  return (
    <search className="filters flex-wrap">
      {children}
      {onClear && (
        <Button variant="ghost" onClick={onClear}>
          Clear
        </Button>
      )}
    </search>
  );
}

"use client";
import type { ReactNode } from "react";
import { useEditor } from "@/components/harness/editor/editor-context";
import { ScrollArea } from "@/components/ui/scroll-area";

/** The fields of a panel; for readers none of them can be changed, and the panel itself takes the keyboard. */
export function InspectorBody({ children }: { children: ReactNode }) {
  const readOnly = useEditor((state) => state.readOnly);
  if (!readOnly) return <fieldset className="body">{children}</fieldset>;
  return (
    <ScrollArea label="Fields" className="body">
      <fieldset className="contents" disabled>
        {children}
      </fieldset>
    </ScrollArea>
  );
}

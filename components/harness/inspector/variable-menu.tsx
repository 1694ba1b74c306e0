"use client";
import { Braces } from "lucide-react";
import { useEditor } from "@/components/harness/editor/editor-context";
import { Menu } from "@/components/ui/menu";
import { variablesFor } from "@/lib/harness/graph/upstream";

/** Variables that can be used here; choosing one inserts it. */
export function VariableMenu({ nodeId, onPick }: { nodeId: string; onPick: (path: string) => void }) {
  const draft = useEditor((state) => state.draft);
  return (
    <Menu
      header="Can be used here"
      trigger={
        <button type="button" className="btn quiet small" aria-label="Insert a variable">
          <Braces className="i xs" aria-hidden />
          Variable
        </button>
      }
      entries={variablesFor(draft, nodeId).map(({ path, hint }) => ({
        label: path,
        onSelect: () => onPick(path),
        icon: <span className="w-[86px] text-12 text-faint">{hint}</span>,
      }))}
    />
  );
}

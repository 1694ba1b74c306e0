"use client";
import { Braces } from "lucide-react";
import { useNames } from "@/components/harness/inspector/use-names";
import { Menu } from "@/components/ui/menu";
import { variablesOf } from "@/lib/harness/graph/variables-of";

/** Variables that can be used here; choosing one inserts it. */
export function VariableMenu({ nodeId, onPick }: { nodeId: string; onPick: (path: string) => void }) {
  const variables = variablesOf(useNames(nodeId));
  return (
    <Menu
      header="Can be used here"
      trigger={
        <button type="button" className="btn quiet small" aria-label="Insert a variable">
          <Braces className="i xs" aria-hidden />
          Variable
        </button>
      }
      entries={variables.map(({ path, type }) => ({
        label: path,
        onSelect: () => onPick(path),
        icon: <span className="w-[86px] text-12 text-faint">{type}</span>,
      }))}
    />
  );
}

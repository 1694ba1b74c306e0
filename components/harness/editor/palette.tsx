"use client";
import { Search } from "lucide-react";
import { useState } from "react";
import { DRAG_TYPE } from "@/components/harness/editor/drag-type";
import { useAddNode } from "@/components/harness/editor/use-add-node";
import { Kbd } from "@/components/ui/kbd";
import { NodeKindIcon } from "@/components/ui/node-kind";
import { PALETTE } from "@/lib/harness/nodes/catalogue";
import type { NodeDefinition } from "@/lib/harness/nodes/node-definition";

const GROUPS = ["Start and end", "Models", "Tools", "Flow", "People", "Data", "Memory"] as const;

const matches = ({ title, synonyms, description }: NodeDefinition, query: string) =>
  `${title} ${synonyms} ${description}`.toLowerCase().includes(query.trim().toLowerCase());

/** Every kind of node that runs: drag it in, or press Enter to put it below the selected one. */
export function Palette() {
  const [query, setQuery] = useState("");
  const add = useAddNode();
  const found = PALETTE.filter((definition) => matches(definition, query));
  return (
    <aside className="float palette" aria-label="Palette">
      <label className="field">
        <Search className="i s" aria-hidden />
        <span className="sr">Add a node</span>
        <input
          id="palette-search"
          placeholder="Add a node"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            const [first] = found;
            if (event.key !== "Enter" || !first) return;
            add(first.kind);
            setQuery("");
          }}
        />
        <Kbd>A</Kbd>
      </label>
      <div className="palette-list">
        {GROUPS.map((group) => {
          const members = found.filter((definition) => definition.group === group);
          return members.length === 0 ? null : (
            <section key={group}>
              <h3>{group}</h3>
              {members.map((definition) => (
                <button
                  key={definition.kind}
                  type="button"
                  className="palette-item"
                  title={definition.description}
                  draggable
                  onDragStart={(event) => {
                    event.dataTransfer.setData(DRAG_TYPE, definition.kind);
                    event.dataTransfer.effectAllowed = "copy";
                  }}
                  onClick={() => add(definition.kind)}
                >
                  <NodeKindIcon kind={definition.kind} />
                  <span>{definition.title}</span>
                </button>
              ))}
            </section>
          );
        })}
        {found.length === 0 && <p className="px-3 pt-2 text-12 text-faint">Nothing has this name.</p>}
      </div>
      <footer>Drag in, or Enter to append</footer>
    </aside>
  );
}

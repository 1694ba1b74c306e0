"use client";
import { Search } from "lucide-react";
import { useMemo, useState } from "react";
import { DRAG_TYPE } from "@/components/harness/editor/drag-type";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { recentEntries } from "@/components/harness/editor/recent-entries";
import { useAddNode } from "@/components/harness/editor/use-add-node";
import { Kbd } from "@/components/ui/kbd";

import { familyClass, NodeKindIcon } from "@/components/ui/node-kind";
import { groupBy } from "@/lib/harness/canvas/group-by";
import { type ListedEntry, matchEntries, type NodeEntry, nodeEntries } from "@/lib/harness/canvas/node-entry";
import { selectedContainer } from "@/lib/harness/canvas/paste-container";

const TOOLS_SHOWN = 8;

/** Every kind of node and every tool: drag it in, or press Enter to put it below the selected one. */
export function Palette() {
  const { library } = useEditorShared();
  const [query, setQuery] = useState("");
  const [recent, setRecent] = useState<NodeEntry[]>([]);
  const add = useAddNode();
  const inside = useEditor(({ draft, selection }) => selectedContainer(draft, selection)?.label ?? null);
  const all = useMemo(() => nodeEntries(library.tools), [library.tools]);
  const found = matchEntries(all, query);
  const isSearching = query.trim() !== "";
  const groups = groupBy(isSearching ? found : withoutTools(found), (entry) => entry.group);
  const choose = (entry: ListedEntry) => {
    add(entryOf(entry));
    setQuery("");
    setRecent(recentEntries());
  };
  const [first] = found;
  return (
    <aside className="float palette" aria-label="Palette">
      <label className="field">
        <Search className="i s" aria-hidden />
        <span className="sr">Add a node</span>
        <input
          id="palette-search"
          placeholder="Add a node"
          value={query}
          onFocus={() => setRecent(recentEntries())}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && first) choose(first);
            if (event.key === "Escape") event.currentTarget.blur();
          }}
        />
        <Kbd>A</Kbd>
      </label>
      <div className="palette-list">
        {!isSearching && recent.length > 0 && (
          <Section name="Recent" entries={all.filter((entry) => isRecent(entry, recent))} onChoose={choose} />
        )}
        {[...groups].map(([group, members]) => (
          <Section
            key={group}
            name={group}
            entries={isSearching && group === "Your tools" ? members.slice(0, TOOLS_SHOWN) : members}
            onChoose={choose}
            current={isSearching ? first?.id : undefined}
            toolCount={library.tools.length}
          />
        ))}
        {found.length === 0 && <p className="px-3 pt-2 text-12 text-faint">Nothing has this name.</p>}
      </div>
      <footer>
        {inside === null ? (
          <>
            Drag in, or <Kbd>↵</Kbd> to append
          </>
        ) : (
          <span className="cut">
            <Kbd>↵</Kbd> adds inside “{inside}”
          </span>
        )}
      </footer>
    </aside>
  );
}

const withoutTools = (entries: readonly ListedEntry[]) => entries.filter((entry) => entry.tool === undefined);
const entryOf = ({ kind, tool }: ListedEntry): NodeEntry => (tool ? { kind, tool } : { kind });
const isRecent = (entry: ListedEntry, recent: readonly NodeEntry[]) =>
  recent.some((one) => one.kind === entry.kind && one.tool === entry.tool);

type SectionProps = {
  name: string;
  entries: readonly ListedEntry[];
  onChoose: (entry: ListedEntry) => void;
  current?: string | undefined;
  toolCount?: number;
};

function Section({ name, entries, onChoose, current, toolCount = 0 }: SectionProps) {
  return (
    <section aria-label={name}>
      <h3>{name}</h3>
      {entries.map((entry) => (
        <button
          key={entry.id}
          type="button"
          className={`palette-item ${familyClass(entry.kind)} ${entry.id === current ? "on" : ""}`}
          title={entry.description}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.setData(DRAG_TYPE, JSON.stringify(entryOf(entry)));
            event.dataTransfer.effectAllowed = "copy";
          }}
          onClick={() => onChoose(entry)}
        >
          <NodeKindIcon kind={entry.kind} />
          <span className="cut">{entry.title}</span>
          {entry.id === "tool" && toolCount > 0 && <small aria-hidden>{toolCount}</small>}
        </button>
      ))}
    </section>
  );
}

"use client";
import { CornerDownLeft, StepForward } from "lucide-react";
import { useMemo, useState } from "react";
import { AskTestDialog } from "@/components/harness/editor/ask-test-dialog";
import { useEditor, useEditorStores } from "@/components/harness/editor/editor-context";
import { useTestRun } from "@/components/harness/editor/test-run-context";
import { useAskTest } from "@/components/harness/editor/use-ask-test";
import type { ViewState } from "@/components/harness/editor/view-store";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { mapsAround } from "@/lib/harness/test-runs/maps-around";
import { type Part, sliceDraft } from "@/lib/harness/test-runs/slice-draft";
import { schemaExample } from "@/lib/release/schema-example";

const NEVER_RUN: ReadonlySet<string> = new Set(["note", "placeholder"]);

/** Runs to the selected step, or from it; for one item where a map is around it. */
export function PartButtons() {
  const node = useEditor((state) => {
    const [id] = state.selection.size === 1 ? state.selection : [];
    const found = nodeIndex(state.draft).get(id ?? "");
    return found && !NEVER_RUN.has(found.kind) ? found : undefined;
  });
  return node && <PartOf key={node.id} node={node} />;
}

/** Asks before steps run that the person did not point at, or that may change something outside. */
function PartOf({ node }: { node: DraftNode }) {
  const { view } = useEditorStores();
  const { asked, isAsking, askFor, begin, leave } = useAskPart();
  const nodes = useEditor((state) => state.draft.nodes);
  const maps = useMemo(() => mapsAround({ nodes }, node), [nodes, node]);
  const [outermost] = maps;
  const [items, setItems] = useState<readonly string[]>(() => firstItems(maps, node, view.getState().onlyItems));
  const run = (mode: Part["mode"]) => askFor({ mode, nodeId: node.id, ...chosenItems(items) });
  return (
    <>
      {maps.map((map, at) => (
        <ItemField
          key={map.id}
          map={map}
          isInner={at > 0}
          item={items[at] ?? ""}
          disabled={at > 0 && items[at - 1] === ""}
          onChange={(text) => setItems(withItem(items, at, text))}
        />
      ))}
      <Button title="Run to here" disabled={isAsking} onClick={() => run("to")}>
        <CornerDownLeft className="i s" aria-hidden />
        <span className="part-label">Run to here</span>
      </Button>
      <Button
        title={outermost && outermost.id !== node.id ? `Run from “${outermost.label}”` : "Run from here"}
        disabled={isAsking}
        onClick={() => run("from")}
      >
        <StepForward className="i s" aria-hidden />
        <span className="part-label">
          {outermost && outermost.id !== node.id ? "Run from the map" : "Run from here"}
        </span>
      </Button>
      <AskTestDialog asked={asked} onClose={leave} onRun={begin} />
    </>
  );
}

/** A part is tested with what the last test started with, or with an example; a part that cannot be run says why. */
function useAskPart() {
  const { store } = useEditorStores();
  const { lastInput, lastCase } = useTestRun();
  const refuse = (refusal: string) => store.setState({ refusal });
  const { ask, ...question } = useAskTest({ onError: refuse });
  const askFor = (part: Part) => {
    const { draft } = store.getState();
    const slice = sliceDraft(draft, part);
    if (!slice.ok) return refuse(slice.refusal);
    ask({ input: lastInput ?? schemaExample(draft.inputs), part, ...(lastCase ? { from: lastCase } : {}) });
  };
  return { ...question, askFor };
}

/** Those of the last test; else the first, since a step inside of a map runs for one item. A map itself runs for all. */
const firstItems = (maps: readonly DraftNode[], node: DraftNode, last: ViewState["onlyItems"]): string[] =>
  maps.map((map) => {
    const before = last.find((one) => one.map === map.id);
    return before ? String(before.index + 1) : map.id === node.id ? "" : "1";
  });

/** The items as far as they are chosen: below a map of which all run, nothing is. */
function chosenItems(items: readonly string[]): Pick<Part, "items"> {
  const open = items.indexOf("");
  const chosen = (open === -1 ? items : items.slice(0, open)).map((item) => Number(item) - 1);
  return chosen.length > 0 ? { items: chosen } : {};
}

const withItem = (items: readonly string[], at: number, text: string): string[] =>
  items.map((item, position) => (position === at ? text : text === "" && position > at ? "" : item));

type ItemProps = {
  map: DraftNode;
  /** Stands behind the field of the map around it, which says what both are. */
  isInner: boolean;
  item: string;
  disabled: boolean;
  onChange: (item: string) => void;
};

/** Which item of the map runs, counted from 1; empty for all of them. */
function ItemField({ map, isInner, item, disabled, onChange }: ItemProps) {
  const change = (text: string) => {
    if (/^(|[1-9]\d{0,2})$/.test(text)) onChange(text);
  };
  return (
    <Input
      compact
      className={isInner ? "item-field inner" : "item-field"}
      {...(!isInner && { start: <span className="text-12 text-faint">Item</span> })}
      disabled={disabled}
      aria-label={`Only item of “${map.label}”`}
      title={`Only this item of “${map.label}” runs; empty: all of them`}
      placeholder="all"
      inputMode="numeric"
      value={item}
      onChange={(event) => change(event.target.value)}
    />
  );
}

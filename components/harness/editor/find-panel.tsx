"use client";
import { ArrowDown, ArrowUp, CaseSensitive, X } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { useReactFlow } from "reactflow";
import { useEditor, useEditorShared, useEditorStores } from "@/components/harness/editor/editor-context";
import { focusCard } from "@/components/harness/editor/focus-card";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { type Found, findInDraft, replaceInDraft } from "@/lib/harness/canvas/find-in-draft";
import { findInPrompts, usedPrompts } from "@/lib/harness/canvas/find-in-prompts";
import { nodeIndex } from "@/lib/harness/canvas/node-index";

const PromptsFound = lazy(async () => ({
  default: (await import("@/components/harness/editor/prompts-found")).PromptsFound,
}));

/** Finds a text in everything that is written in the draft, and replaces it after showing where; one undo takes it back. */
export function FindPanel() {
  const { store, view } = useEditorStores();
  const { library } = useEditorShared();
  const draft = useEditor((state) => state.draft);
  const readOnly = useEditor((state) => state.readOnly);
  const [text, setText] = useState("");
  const [replacement, setReplacement] = useState("");
  const [matchCase, setMatchCase] = useState(false);
  const [cursor, setCursor] = useState(0);
  const flow = useReactFlow();
  const search = useMemo(() => ({ text, matchCase }), [text, matchCase]);
  const found = useMemo(() => findInDraft(draft, search), [draft, search]);
  const prompts = useMemo(() => usedPrompts(draft, library.prompts), [draft, library.prompts]);
  const inPrompts = useMemo(() => findInPrompts(prompts, search), [prompts, search]);
  const current = Math.min(cursor, Math.max(0, found.length - 1));
  const show = (index: number) => {
    setCursor(index);
    const at = found[index];
    if (!at) return;
    store.getState().select(draft.groups.find((group) => group.id === at.nodeId)?.nodes ?? [at.nodeId]);
    focusCard(flow, at.nodeId, false);
  };
  const step = (by: number) => found.length > 0 && show((current + by + found.length) % found.length);
  const replace = (places: readonly Found[]) => {
    const command = replaceInDraft(draft, search, replacement, places);
    if (command && store.getState().run(command)) view.setState({ announcement: `${places.length} replaced` });
  };
  return (
    <section
      className="pop float find-panel"
      aria-label="Find and replace"
      onKeyDown={(event) => event.key === "Escape" && view.setState({ panel: null })}
    >
      <div className="find-row">
        <Input
          autoFocus
          aria-label="Find"
          placeholder="Find in prompts, expressions, names"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setCursor(0);
          }}
          onKeyDown={(event) => event.key === "Enter" && step(event.shiftKey ? -1 : 1)}
        />
        <span role="status" className="num s text-faint">
          {text === "" ? "" : found.length === 0 ? "none" : `${current + 1} of ${found.length}`}
        </span>
        <IconButton label="Match case" size="sm" aria-pressed={matchCase} onClick={() => setMatchCase(!matchCase)}>
          <CaseSensitive className="i s" aria-hidden />
        </IconButton>
        <IconButton label="Previous" size="sm" disabled={found.length === 0} onClick={() => step(-1)}>
          <ArrowUp className="i s" aria-hidden />
        </IconButton>
        <IconButton label="Next" size="sm" disabled={found.length === 0} onClick={() => step(1)}>
          <ArrowDown className="i s" aria-hidden />
        </IconButton>
        <IconButton label="Close" size="sm" onClick={() => view.setState({ panel: null })}>
          <X className="i s" aria-hidden />
        </IconButton>
      </div>
      {!readOnly && (
        <div className="find-row">
          <Input
            aria-label="Replace with"
            placeholder="Replace with"
            value={replacement}
            onChange={(event) => setReplacement(event.target.value)}
          />
          <Button size="sm" disabled={!found[current]} onClick={() => replace(found.slice(current, current + 1))}>
            Replace
          </Button>
          <Button size="sm" disabled={found.length === 0} onClick={() => replace(found)}>
            Replace all
          </Button>
        </div>
      )}
      <FoundList found={found} current={current} replacement={readOnly ? "" : replacement} onShow={show} />
      {inPrompts.length > 0 && (
        <Suspense fallback={null}>
          <PromptsFound found={inPrompts} length={text.length} replacement={readOnly ? null : replacement} />
        </Suspense>
      )}
      <p className="px-3 pt-2 pb-1 text-12 text-faint">
        Searched: names, prompts, templates, expressions and notes of this draft
        {prompts.length === 0
          ? "."
          : `, and the ${prompts.length === 1 ? "stored prompt" : `${prompts.length} stored prompts`} that its steps use. Replace all leaves stored prompts alone.`}
      </p>
    </section>
  );
}

const UNSAID: ReadonlySet<string> = new Set(["config", "in"]);
/** The last part of a path, where it only tells how a value is given. */
const LANGUAGE: ReadonlySet<string> = new Set(["lit", "cel", "tpl"]);

/** The place of a hit in words: `fields › total`. */
const whereOf = ({ path }: Found) =>
  path.filter((part, at) => !UNSAID.has(part) && !(at > 0 && at === path.length - 1 && LANGUAGE.has(part))).join(" › ");

const SHOWN = 100;
type ListProps = { found: readonly Found[]; current: number; replacement: string; onShow: (index: number) => void };

function FoundList({ found, current, replacement, onShow }: ListProps) {
  const draft = useEditor((state) => state.draft);
  if (found.length === 0) return null;
  return (
    <ol className="find-list">
      {found.slice(0, SHOWN).map((one, index) => (
        <li key={`${one.nodeId} ${one.path.join(".")} ${one.at}`}>
          <button type="button" aria-current={index === current} onClick={() => onShow(index)}>
            <span className="find-where cut">
              {nodeIndex(draft).get(one.nodeId)?.label ?? draft.groups.find((group) => group.id === one.nodeId)?.label}
              <small>{one.nodeId.startsWith("g_") ? "group" : whereOf(one)}</small>
            </span>
            <span className="find-text">
              {one.before}
              {replacement === "" ? <mark>{one.hit}</mark> : <del>{one.hit}</del>}
              {replacement !== "" && <ins>{replacement}</ins>}
              {one.after}
            </span>
          </button>
        </li>
      ))}
      {found.length > SHOWN && <li className="px-3 py-1 text-12 text-faint">and {found.length - SHOWN} more</li>}
    </ol>
  );
}

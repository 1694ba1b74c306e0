import { createStore } from "zustand/vanilla";
import { stepRenamer } from "@/components/harness/editor/step-renamer";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { applyCommand, inverseOf } from "@/lib/harness/graph/apply-command";
import type { Command } from "@/lib/harness/graph/command";
import type { Draft } from "@/lib/harness/graph/draft";
import { type DraftConflict, keepMine, rebaseDraft } from "@/lib/harness/graph/rebase-draft";
import { repeatCommands } from "@/lib/harness/graph/repeat-commands";

const MAX_UNDO = 100;

export type EditorState = {
  draft: Draft;
  /** The draft as the server has it, at `rev`. */
  base: Draft;
  /** Revision on the server that `pending` follows. */
  rev: number;
  /** Edits that the server does not have yet. */
  pending: Command[];
  past: Command[];
  future: Command[];
  selection: ReadonlySet<string>;
  /** Edges that are selected; nodes and edges can be removed together. */
  edgeSelection: ReadonlySet<string>;
  /** Fields that somebody else changed as well; `draft` holds their values until somebody chooses. */
  conflicts: readonly DraftConflict[];
  /** Why the last edit did not work, for a moment. */
  refusal: string | null;
  readOnly: boolean;
};
export type EditorActions = {
  /** Applies an edit. `merge`: edits with the same mark in a row are one step of undo (typing, dragging). */
  run(command: Command, merge?: string): boolean;
  undo(): void;
  redo(): void;
  select(nodes: Iterable<string>, edges?: Iterable<string>): void;
  dismissRefusal(): void;
  /** The server has `count` of the pending edits, as revision `rev`. */
  saved(count: number, rev: number): void;
  /** Needs `loadStepRenamer`. Goes on from the server's draft with the edits that are not saved. Returns sentences about those that fit nowhere. */
  rebase(theirs: Draft, rev: number): string[];
  /** As `rebase`, without the first of the edits that are not saved. What was done here cannot be undone after it. */
  leaveOutFirst(theirs: Draft, rev: number): string[];
  /** Takes my value for these of the conflicts and theirs for the rest; none is left. */
  resolve(mine: readonly DraftConflict[]): void;
  /** Needs `loadStepRenamer`. Edits of an earlier visit that were not saved, and the draft that they were made on. */
  takeUp(waiting: { base: Draft; rev: number; pending: Command[] }): string[];
};
export type EditorStore = ReturnType<typeof createEditorStore>;
type Store = EditorState & EditorActions;
type Change = { set: (next: Partial<Store>) => void; get: () => Store };

/** The state of one editor: the draft and everything that happened to it since it was opened. */
export function createEditorStore(draft: Draft, rev: number, readOnly: boolean) {
  return createStore<Store>()((set, get) => ({
    draft,
    base: draft,
    rev,
    readOnly,
    pending: [],
    past: [],
    future: [],
    selection: new Set(),
    edgeSelection: new Set(),
    conflicts: [],
    refusal: null,
    ...history({ set, get }),
    ...saving({ set, get }),
    select: (nodes, edges = []) => set({ selection: new Set(nodes), edgeSelection: new Set(edges) }),
    dismissRefusal: () => set({ refusal: null }),
  }));
}

type Remember = (inverse: Command, draft: Draft) => Partial<EditorState>;

/**
 * Applies an edit and says whether it fits. `remember` gives the history after it, so that a key is one change of the
 * store: thousands of cards and lines look at each.
 */
function apply({ set, get }: Change, command: Command, remember: Remember): boolean {
  const state = get();
  if (state.readOnly) return false;
  const applied = applyCommand(state.draft, command, stepRenamer());
  if (!applied.ok) {
    set({ refusal: applied.refusal });
    return false;
  }
  const { draft, inverse } = applied;
  set({ ...shown(state, draft), pending: [...state.pending, command], refusal: null, ...remember(inverse, draft) });
  return true;
}

/** Another draft; what is gone from it is not selected any more. */
function shown({ selection, edgeSelection }: EditorState, draft: Draft): Partial<EditorState> {
  const nodes = nodeIndex(draft);
  const lines = edgeSelection.size === 0 ? NO_IDS : new Set(draft.edges.map((edge) => edge.id));
  return { draft, selection: within(selection, nodes), edgeSelection: within(edgeSelection, lines) };
}

const NO_IDS: ReadonlySet<string> = new Set();

/** The same set when all of it is there. */
const within = (ids: ReadonlySet<string>, there: { has(id: string): boolean }): ReadonlySet<string> =>
  [...ids].every((id) => there.has(id)) ? ids : new Set([...ids].filter((id) => there.has(id)));

function history(change: Change): Pick<EditorActions, "run" | "undo" | "redo"> {
  const { set, get } = change;
  /** What typing or dragging in a row is one step of: the draft before it, and the selection that a click would change. */
  let row: { mark: string; before: Draft; after: Draft; selection: ReadonlySet<string> } | null = null;
  return {
    run(command, mark) {
      const { draft: before, selection, past } = get();
      const goesOn = row !== null && mark === row.mark && row.after === before && row.selection === selection;
      const start: Draft = goesOn && row ? row.before : before;
      const kept = goesOn ? past.slice(0, -1) : past;
      const remember: Remember = (inverse, draft) => ({
        past: [...kept, goesOn ? inverseOf(start, draft) : inverse].slice(-MAX_UNDO),
        future: [],
      });
      if (!apply(change, command, remember)) return false;
      row = mark === undefined ? null : { mark, before: start, after: get().draft, selection: get().selection };
      return true;
    },
    undo() {
      row = null;
      const { past, future } = get();
      const inverse = past.at(-1);
      if (!inverse) return;
      const rest = { past: past.slice(0, -1) };
      if (!apply(change, inverse, (redo) => ({ ...rest, future: [...future, redo] }))) set(rest);
    },
    redo() {
      row = null;
      const { past, future } = get();
      const command = future.at(-1);
      if (!command) return;
      const rest = { future: future.slice(0, -1) };
      if (!apply(change, command, (inverse) => ({ ...rest, past: [...past, inverse] }))) set(rest);
    },
  };
}

function saving(change: Change): Pick<EditorActions, "saved" | "rebase" | "leaveOutFirst" | "resolve" | "takeUp"> {
  const { set, get } = change;
  const rebase = (theirs: Draft, rev: number) => {
    const state = get();
    const { draft, changes, conflicts, dropped } = rebaseDraft(state.base, state.draft, theirs, stepRenamer());
    set({
      ...shown(state, draft),
      base: theirs,
      rev,
      pending: changes.length > 0 ? [{ kind: "patch", changes }] : [],
      conflicts: [...state.conflicts, ...conflicts],
    });
    return dropped;
  };
  return {
    rebase,
    leaveOutFirst(theirs, rev) {
      const { base, pending } = get();
      set({ draft: repeatCommands(base, pending.slice(1), stepRenamer()), past: [], future: [] });
      return rebase(theirs, rev);
    },
    saved(count, rev) {
      const { base, pending } = get();
      set({ base: repeatCommands(base, pending.slice(0, count), stepRenamer()), pending: pending.slice(count), rev });
    },
    resolve(mine) {
      const conflicts = get().conflicts.filter((one) => mine.includes(one));
      set({ conflicts: [] });
      if (conflicts.length > 0) get().run({ kind: "patch", changes: keepMine(get().draft, conflicts) });
    },
    takeUp({ base, rev, pending }) {
      const { draft: theirs, rev: theirRev } = get();
      set({ base, rev, draft: repeatCommands(base, pending, stepRenamer()), pending });
      return theirRev === rev ? [] : rebase(theirs, theirRev);
    },
  };
}

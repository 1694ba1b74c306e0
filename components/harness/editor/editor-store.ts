import { createStore } from "zustand/vanilla";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import type { Command } from "@/lib/harness/graph/command";
import type { Draft } from "@/lib/harness/graph/draft";

const MAX_UNDO = 100;

export type EditorState = {
  draft: Draft;
  /** Revision on the server that `pending` follows. */
  rev: number;
  /** Edits that the server does not have yet. */
  pending: Command[];
  past: Command[];
  future: Command[];
  selection: ReadonlySet<string>;
  /** Edges that are selected; nodes and edges can be removed together. */
  edgeSelection: ReadonlySet<string>;
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
  /** Starts again from the server's draft with the edits that are not saved; those that no longer fit are dropped. Returns how many. */
  rebase(draft: Draft, rev: number): number;
};
export type EditorStore = ReturnType<typeof createEditorStore>;

/** The state of one editor: the draft and everything that happened to it since it was opened. */
export function createEditorStore(draft: Draft, rev: number, readOnly: boolean) {
  let lastMerge: string | undefined;
  return createStore<EditorState & EditorActions>()((set, get) => {
    const apply = (command: Command): Command | null => {
      const state = get();
      if (state.readOnly) return null;
      const applied = applyCommand(state.draft, command);
      if (!applied.ok) {
        set({ refusal: applied.refusal });
        return null;
      }
      const alive = new Set(applied.draft.nodes.map((node) => node.id));
      const lines = new Set(applied.draft.edges.map((edge) => edge.id));
      const selection = new Set([...state.selection].filter((id) => alive.has(id)));
      const edgeSelection = new Set([...state.edgeSelection].filter((id) => lines.has(id)));
      set({ draft: applied.draft, pending: [...state.pending, command], refusal: null, selection, edgeSelection });
      return applied.inverse;
    };
    return {
      draft,
      rev,
      readOnly,
      pending: [],
      past: [],
      future: [],
      selection: new Set(),
      edgeSelection: new Set(),
      refusal: null,
      run(command, merge) {
        const inverse = apply(command);
        if (!inverse) return false;
        const isContinued = merge !== undefined && merge === lastMerge && get().past.length > 0;
        lastMerge = merge;
        if (!isContinued) set({ past: [...get().past, inverse].slice(-MAX_UNDO) });
        set({ future: [] });
        return true;
      },
      undo() {
        lastMerge = undefined;
        const inverse = get().past.at(-1);
        if (!inverse) return;
        const redo = apply(inverse);
        set({ past: get().past.slice(0, -1) });
        if (redo) set({ future: [...get().future, redo] });
      },
      redo() {
        lastMerge = undefined;
        const command = get().future.at(-1);
        if (!command) return;
        const inverse = apply(command);
        set({ future: get().future.slice(0, -1) });
        if (inverse) set({ past: [...get().past, inverse] });
      },
      select(nodes, edges = []) {
        lastMerge = undefined;
        set({ selection: new Set(nodes), edgeSelection: new Set(edges) });
      },
      dismissRefusal: () => set({ refusal: null }),
      saved: (count, next) => set({ pending: get().pending.slice(count), rev: next }),
      rebase(base, next) {
        const { pending } = get();
        const { draft: current, kept } = repeat(base, pending);
        set({ draft: current, rev: next, pending: kept });
        return pending.length - kept.length;
      },
    };
  });
}

/** The edits again on another draft; those that no longer fit are left out. */
function repeat(base: Draft, commands: readonly Command[]): { draft: Draft; kept: Command[] } {
  let draft = base;
  const kept: Command[] = [];
  for (const command of commands) {
    const applied = applyCommand(draft, command);
    if (!applied.ok) continue;
    draft = applied.draft;
    kept.push(command);
  }
  return { draft, kept };
}

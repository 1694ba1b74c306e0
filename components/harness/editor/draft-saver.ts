import type { EditorStore } from "@/components/harness/editor/editor-store";
import { Draft } from "@/lib/harness/graph/draft";
import { ApiError, api, unwrap } from "@/lib/platform/http/api-client";

const MAX_BATCH = 500;

export type SaveState =
  | { kind: "saved" }
  | { kind: "saving" }
  | { kind: "failed"; message: string }
  /** Somebody else saved; own edits were repeated on theirs, `dropped` of them no longer fitted. */
  | { kind: "merged"; dropped: number };

/** Sends the edits of a store to the server, in order, each batch once however often a request fails. */
export class DraftSaver {
  #batch: { id: string; count: number } | null = null;
  #running: Promise<void> | null = null;

  constructor(
    private readonly path: { tenant: string; harness: string },
    private readonly store: EditorStore,
    private readonly onState: (state: SaveState) => void,
  ) {}

  /** Resolves when everything is saved, or when it failed. */
  flush(): Promise<void> {
    this.#running ??= this.#saveAll().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #saveAll(): Promise<void> {
    if (this.store.getState().pending.length === 0) return;
    this.onState({ kind: "saving" });
    try {
      let outcome: SaveState = { kind: "saved" };
      while (this.store.getState().pending.length > 0) outcome = (await this.#saveOnce()) ?? outcome;
      this.onState(outcome);
    } catch (error) {
      this.onState({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
    }
  }

  async #saveOnce(): Promise<SaveState | null> {
    const { pending, rev } = this.store.getState();
    this.#batch ??= { id: crypto.randomUUID(), count: Math.min(pending.length, MAX_BATCH) };
    const { id, count } = this.#batch;
    const body = { baseRev: rev, batchId: id, commands: JSON.parse(JSON.stringify(pending.slice(0, count))) };
    try {
      const saved = await unwrap(
        api.PATCH("/api/v1/{tenant}/harnesses/{harness}/draft", { params: { path: this.path }, body }),
      );
      this.#batch = null;
      this.store.getState().saved(count, saved.rev);
      return null;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409) throw error;
      return await this.#rebase();
    }
  }

  async #rebase(): Promise<SaveState> {
    const theirs = await unwrap(api.GET("/api/v1/{tenant}/harnesses/{harness}/draft", { params: { path: this.path } }));
    this.#batch = null;
    return { kind: "merged", dropped: this.store.getState().rebase(Draft.parse(theirs.draft), theirs.rev).length };
  }
}

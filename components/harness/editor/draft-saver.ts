import type { EditorStore } from "@/components/harness/editor/editor-store";
import { loadStepRenamer } from "@/components/harness/editor/step-renamer";
import type { WaitingEdits } from "@/components/harness/editor/waiting-edits";
import { Draft } from "@/lib/harness/graph/draft";
import { ApiError, api, unwrap } from "@/lib/platform/http/api-client";
import type { paths } from "@/lib/platform/http/api-schema";

const MAX_BATCH = 500;
type Sent =
  paths["/api/v1/{tenant}/harnesses/{harness}/draft"]["patch"]["requestBody"]["content"]["application/json"]["commands"];

export type SaveState =
  | { kind: "saved" }
  | { kind: "saving" }
  /** The server cannot be reached: edits are kept on this device. */
  | { kind: "offline" }
  | { kind: "failed"; message: string }
  /** Somebody else (an actor reference) saved; own edits were repeated on theirs. `dropped` says which no longer fitted. */
  | { kind: "merged"; by: string; dropped: string[] };

/** Sends the edits of a store to the server, in order, each batch once however often a request fails. */
export class DraftSaver {
  #batch: WaitingEdits["batch"] = null;
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

  /** What is not saved, to be kept on this device; null when everything is. */
  waiting(): WaitingEdits | null {
    const { base, rev, pending } = this.store.getState();
    return pending.length === 0 ? null : { base, rev, pending, batch: this.#batch };
  }

  async #saveAll(): Promise<void> {
    if (this.store.getState().pending.length === 0) return;
    this.onState({ kind: "saving" });
    try {
      let outcome: SaveState = { kind: "saved" };
      while (this.store.getState().pending.length > 0) outcome = (await this.#saveOnce()) ?? outcome;
      this.onState(outcome);
    } catch (error) {
      const isReached = error instanceof ApiError && error.problem !== null;
      this.onState(isReached ? { kind: "failed", message: error.message } : { kind: "offline" });
    }
  }

  async #saveOnce(): Promise<SaveState | null> {
    const { pending, rev } = this.store.getState();
    this.#batch ??= { id: crypto.randomUUID(), count: Math.min(pending.length, MAX_BATCH) };
    const { id, count } = this.#batch;
    const saved = await this.#send({
      baseRev: rev,
      batchId: id,
      commands: JSON.parse(JSON.stringify(pending.slice(0, count))),
    });
    this.#batch = null;
    if (saved === null) return await this.#rebase();
    this.store.getState().saved(count, saved);
    return null;
  }

  /** The revision that the batch made, or null when it does not fit the draft of today: somebody else saved. */
  async #send(body: { baseRev: number; batchId: string; commands: Sent }): Promise<number | null> {
    try {
      const saved = await unwrap(
        api.PATCH("/api/v1/{tenant}/harnesses/{harness}/draft", { params: { path: this.path }, body }),
      );
      return saved.rev;
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) return null;
      throw error;
    }
  }

  async #rebase(): Promise<SaveState> {
    await loadStepRenamer();
    const theirs = await unwrap(api.GET("/api/v1/{tenant}/harnesses/{harness}/draft", { params: { path: this.path } }));
    const dropped = this.store.getState().rebase(Draft.parse(theirs.draft), theirs.rev);
    return { kind: "merged", by: theirs.updatedBy, dropped };
  }
}

import type { EditorStore } from "@/components/harness/editor/editor-store";
import { loadStepRenamer } from "@/components/harness/editor/step-renamer";
import type { WaitingEdits } from "@/components/harness/editor/waiting-edits";
import { MAX_DRAFT_BYTES } from "@/lib/harness/drafts/max-draft-bytes";
import type { Command } from "@/lib/harness/graph/command";
import { Draft } from "@/lib/harness/graph/draft";
import { ApiError, api, unwrap } from "@/lib/platform/http/api-client";
import type { paths } from "@/lib/platform/http/api-schema";

const MAX_BATCH = 500;
/** What goes with the edits in a request is far smaller than this. */
const MAX_BATCH_BYTES = MAX_DRAFT_BYTES - 10_000;
type Sent =
  paths["/api/v1/{tenant}/harnesses/{harness}/draft"]["patch"]["requestBody"]["content"]["application/json"]["commands"];

export type SaveState =
  | { kind: "saved" }
  | { kind: "saving" }
  /** The server cannot be reached: edits are kept on this device. */
  | { kind: "offline" }
  | { kind: "failed"; message: string }
  /** The server will never take the first of the edits that wait: nothing is sent until it is discarded. */
  | { kind: "refused"; message: string }
  /** Somebody else (an actor reference) saved; own edits were repeated on theirs. `dropped` says which no longer fitted. */
  | { kind: "merged"; by: string; dropped: string[] };

/** Sends the edits of a store to the server, in order, each batch once however often a request fails. */
export class DraftSaver {
  #batch: WaitingEdits["batch"] = null;
  #running: Promise<void> | null = null;
  #isRefused = false;

  constructor(
    private readonly path: { tenant: string; harness: string },
    private readonly store: EditorStore,
    private readonly onState: (state: SaveState) => void,
  ) {}

  /** Resolves when everything is saved, or when it failed. */
  flush(): Promise<void> {
    if (this.#isRefused) return Promise.resolve();
    this.#running ??= this.#saveAll().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Leaves out the edit that the server refuses, and saves those after it as far as they fit without it. */
  async discard(): Promise<void> {
    await loadStepRenamer();
    const theirs = await this.#stored();
    this.store.getState().leaveOutFirst(Draft.parse(theirs.draft), theirs.rev);
    this.#isRefused = false;
    this.onState({ kind: "saved" });
    await this.flush();
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
      if (isRefusal(error)) {
        this.#isRefused = true;
        return this.onState({ kind: "refused", message: sentenceOf(error) });
      }
      const isReached = error instanceof ApiError && error.problem !== null;
      this.onState(isReached ? { kind: "failed", message: error.message } : { kind: "offline" });
    }
  }

  async #saveOnce(): Promise<SaveState | null> {
    const { pending, rev } = this.store.getState();
    this.#batch ??= { id: crypto.randomUUID(), count: countThatFits(pending) };
    const { id, count } = this.#batch;
    const commands = JSON.parse(JSON.stringify(pending.slice(0, count)));
    const saved = await this.#send({ baseRev: rev, batchId: id, commands }).catch((error) => {
      if (isRefusal(error)) this.#batch = null;
      if (!isRefusal(error) || count === 1) throw error;
      return "refused" as const;
    });
    if (saved === "refused") {
      // One of them is refused, and nothing was saved: those before it are saved in smaller batches.
      this.#batch = { id: crypto.randomUUID(), count: Math.floor(count / 2) };
      return null;
    }
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
    const theirs = await this.#stored();
    const dropped = this.store.getState().rebase(Draft.parse(theirs.draft), theirs.rev);
    return { kind: "merged", by: theirs.updatedBy, dropped };
  }
  #stored() {
    return unwrap(api.GET("/api/v1/{tenant}/harnesses/{harness}/draft", { params: { path: this.path } }));
  }
}

/** Answers that may be others later: sign in, ask for the right, restore the harness, somebody saved, too many requests. */
const MAY_PASS: ReadonlySet<number> = new Set([401, 403, 404, 408, 409, 425, 429]);

/** Whether the server will say the same however often it is asked. */
const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError &&
  error.problem !== null &&
  error.status >= 400 &&
  error.status < 500 &&
  !MAY_PASS.has(error.status);

/** What the server has against the first place that it names, or its words for the whole. */
const sentenceOf = (error: ApiError): string =>
  (error.problem?.errors?.[0]?.message ?? error.message).replace(/[^.!?]$/, "$&.");

/** How many of the edits go with one request; one that is too large for it goes alone. */
function countThatFits(pending: readonly Command[]): number {
  let bytes = 0;
  const first = pending.slice(0, MAX_BATCH).findIndex((command) => {
    bytes += new Blob([JSON.stringify(command)]).size + 1;
    return bytes > MAX_BATCH_BYTES;
  });
  return first === -1 ? Math.min(pending.length, MAX_BATCH) : Math.max(1, first);
}

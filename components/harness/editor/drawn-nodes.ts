import type { EditorStore } from "@/components/harness/editor/editor-store";
import { isSameDrawing } from "@/lib/harness/canvas/card-form";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";

type Listener = () => void;
/** Runs something when what has been done by now is on the screen. */
type AfterPaint = (work: () => void) => void;

/**
 * The nodes as cards and lines draw them. Each asks for its own, so that an edit reaches only what it is about and not
 * every card of a large draft. A node that changed only in its words, as by typing, is drawn again when the field that is
 * typed into has been painted; all else at once.
 */
export class DrawnNodes {
  readonly #listeners = new Map<string, Set<Listener>>();
  #draft: Draft;
  #isWaiting = false;

  constructor(
    private readonly store: EditorStore,
    private readonly afterPaint: AfterPaint = afterNextPaint,
  ) {
    this.#draft = store.getState().draft;
    store.subscribe(({ draft }) => this.#follow(draft));
  }

  node(id: string): DraftNode | undefined {
    return nodeIndex(this.#draft).get(id);
  }

  /** Calls back when the node is another; returns how to end that. */
  subscribe(id: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(id) === listeners) this.#listeners.delete(id);
    };
  }

  #follow(draft: Draft): void {
    if (draft === this.#draft) return;
    if (!isSameDrawing(this.#draft, draft)) this.#draw();
    else if (!this.#isWaiting) {
      this.#isWaiting = true;
      this.afterPaint(() => this.#draw());
    }
  }

  #draw(): void {
    this.#isWaiting = false;
    const before = this.#draft;
    this.#draft = this.store.getState().draft;
    for (const id of changedIds(before, this.#draft)) for (const tell of this.#listeners.get(id) ?? []) tell();
  }
}

/** Ids of nodes that came, went, or are other objects. */
function changedIds(before: Draft, after: Draft): string[] {
  if (before.nodes === after.nodes) return [];
  const [was, is] = [nodeIndex(before), nodeIndex(after)];
  const changed = after.nodes.filter((node) => was.get(node.id) !== node).map(({ id }) => id);
  return [...changed, ...before.nodes.flatMap(({ id }) => (is.has(id) ? [] : id))];
}

/** A frame begins, and what is asked for then comes when it has been painted. */
const afterNextPaint: AfterPaint = (work) => void requestAnimationFrame(() => setTimeout(work));

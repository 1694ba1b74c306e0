import type { EditorStores } from "@/components/harness/editor/editor-context";
import { layoutScope } from "@/lib/harness/canvas/layout-scope";
import { targetedLayout } from "@/lib/harness/canvas/targeted-layout";
import type { Draft, Place } from "@/lib/harness/graph/draft";

/** Up to so many nodes, some of them are placed faster here than a worker starts. */
const MAX_HERE = 100;
/** Which nodes are placed; null is all of them. */
export type LayoutQuestion = { draft: Draft; ids: ReadonlySet<string> | null };

/** Places the selected nodes, or all of them; all of them and those of large drafts in a worker. Resolves when they are placed. */
export async function layOut({ store, view }: EditorStores, whole: boolean): Promise<void> {
  const { draft, selection, run, readOnly } = store.getState();
  if (readOnly || draft.nodes.length === 0) return;
  const ids = layoutScope(draft, selection, whole);
  const at = ids && draft.nodes.length <= MAX_HERE ? targetedLayout(draft, ids) : await layoutAside({ draft, ids });
  if (Object.keys(at).length > 0) run({ kind: "move", at });
  view.setState({ announcement: ids ? `${ids.size} nodes placed` : "Tidied up" });
}

function layoutAside(question: LayoutQuestion): Promise<Record<string, Place>> {
  const worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  return new Promise<Record<string, Place>>((done, fail) => {
    worker.onmessage = ({ data }: MessageEvent<Record<string, Place>>) => done(data);
    worker.onerror = (event) => fail(new Error(event.message));
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}

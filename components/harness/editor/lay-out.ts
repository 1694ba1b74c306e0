import type { EditorStores } from "@/components/harness/editor/editor-context";
import { layoutScope } from "@/lib/harness/canvas/layout-scope";
import { targetedLayout } from "@/lib/harness/canvas/targeted-layout";
import type { Draft, Place } from "@/lib/harness/graph/draft";

/** Places the selected nodes, or all of them; small drafts as a whole, in a worker. Resolves when they are placed. */
export async function layOut({ store, view }: EditorStores, whole: boolean): Promise<void> {
  const { draft, selection, run, readOnly } = store.getState();
  if (readOnly || draft.nodes.length === 0) return;
  const ids = layoutScope(draft, selection, whole);
  const at = ids ? targetedLayout(draft, ids) : await wholeLayout(draft);
  if (Object.keys(at).length > 0) run({ kind: "move", at });
  view.setState({ announcement: ids ? `${ids.size} nodes placed` : "Tidied up" });
}

function wholeLayout(draft: Draft): Promise<Record<string, Place>> {
  const worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  return new Promise<Record<string, Place>>((done, fail) => {
    worker.onmessage = ({ data }: MessageEvent<Record<string, Place>>) => done(data);
    worker.onerror = (event) => fail(new Error(event.message));
    worker.postMessage(draft);
  }).finally(() => worker.terminate());
}

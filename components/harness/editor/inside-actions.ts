import type { ActionContext, EditorAction } from "@/components/harness/editor/editor-action";
import { isContainer } from "@/lib/harness/canvas/card-size";

/** Moves what is selected into a map or loop, or out of it. */
export const insideActions: readonly EditorAction[] = [
  {
    id: "inside",
    label: "Move into a map or loop, or out of it",
    group: "Edit",
    keys: "M",
    edits: true,
    run: askWhere,
  },
];

function askWhere({ store, view }: ActionContext): void {
  const { draft, selection } = store.getState();
  const ids = [...selection];
  const [first] = ids;
  if (!first) return;
  if (!draft.nodes.some((node) => isContainer(node.kind) && !selection.has(node.id))) {
    store.setState({ refusal: "There is no map or loop to move into. Add one first." });
    return;
  }
  const at = document.querySelector(`.react-flow__node[data-id="${first}"]`)?.getBoundingClientRect();
  const point = { x: (at?.right ?? 400) + 8, y: at?.top ?? 200 };
  view.setState({ picker: { at: point, purpose: { kind: "inside", ids } } });
}

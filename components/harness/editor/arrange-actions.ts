import type { ActionContext, EditorAction } from "@/components/harness/editor/editor-action";
import { type Arrangement, arrangeNodes } from "@/lib/harness/canvas/arrange-nodes";
import { groupNodes } from "@/lib/harness/canvas/group-nodes";
import { newGraphId } from "@/lib/harness/nodes/new-node";

export const ARRANGEMENTS: readonly { how: Arrangement; label: string }[] = [
  { how: "left", label: "Align left" },
  { how: "centre", label: "Align centres" },
  { how: "right", label: "Align right" },
  { how: "top", label: "Align tops" },
  { how: "middle", label: "Align middles" },
  { how: "bottom", label: "Align bottoms" },
  { how: "columns", label: "Spread sideways" },
  { how: "rows", label: "Spread downwards" },
];

export function arrange({ store }: Pick<ActionContext, "store">, how: Arrangement): void {
  const { draft, selection, run } = store.getState();
  const command = arrangeNodes(draft, selection, how);
  if (command) run(command);
  else store.setState({ refusal: "Select two cards of the same container, or three to spread them." });
}

export function group({ store }: Pick<ActionContext, "store">): void {
  const { draft, selection, run } = store.getState();
  const command = groupNodes(draft, selection, newGraphId("g"));
  if (command) run(command);
  else store.setState({ refusal: "Select cards of the same container to group them." });
}

/** Asks for a name and shows what would go in and out; says why when the steps cannot stand alone. */
export function extract({ store, view }: Pick<ActionContext, "store" | "view">): void {
  if (store.getState().selection.size > 0) view.setState({ panel: "extract" });
  else store.setState({ refusal: "Select the steps that are to become a subflow." });
}

/** Align, spread and group what is selected. */
export const arrangeActions: readonly EditorAction[] = [
  { id: "group", label: "Group", group: "Arrange", keys: "Mod+G", edits: true, run: group },
  { id: "extract", label: "Extract to a subflow", group: "Arrange", keys: "Mod+Shift+E", edits: true, run: extract },
  ...ARRANGEMENTS.map(
    ({ how, label }): EditorAction => ({
      id: `align-${how}`,
      label,
      group: "Arrange",
      edits: true,
      run: (context) => arrange(context, how),
    }),
  ),
];

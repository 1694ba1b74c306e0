import { arrangeActions } from "@/components/harness/editor/arrange-actions";
import type { ActionContext, EditorAction } from "@/components/harness/editor/editor-action";
import type { EditorStores } from "@/components/harness/editor/editor-context";
import { fitSlowly } from "@/components/harness/editor/fit";
import { insideActions } from "@/components/harness/editor/inside-actions";
import { layOut } from "@/components/harness/editor/lay-out";
import { moveActions } from "@/components/harness/editor/move-actions";
import { pasteText } from "@/components/harness/editor/paste-text";
import { type Panel, togglePanel } from "@/components/harness/editor/view-store";
import { branchOf } from "@/lib/harness/canvas/branch-of";
import { commonParent } from "@/lib/harness/canvas/paste-container";
import { copyNodes } from "@/lib/harness/graph/copy-nodes";

const show = (panel: Panel) => (context: ActionContext) => togglePanel(context.view, panel);

export function removeSelection({ store }: Pick<EditorStores, "store">): void {
  const { selection, edgeSelection, run } = store.getState();
  if (selection.size + edgeSelection.size > 0)
    run({ kind: "remove", nodes: [...selection], edges: [...edgeSelection] });
}

const EDIT: readonly EditorAction[] = [
  { id: "add", label: "Add a node", group: "Edit", keys: "A", edits: true, run: addHere },
  { id: "connect", label: "Connect the selected node", group: "Edit", keys: "C", edits: true, run: connectSelected },
  ...insideActions,
  { id: "edit", label: "Go to the fields of the node", group: "Edit", keys: "E Enter", run: focusInspector },
  {
    id: "remove",
    label: "Remove what is selected",
    group: "Edit",
    keys: "Delete Backspace",
    edits: true,
    run: removeSelection,
  },
  { id: "undo", label: "Undo", group: "Edit", keys: "Mod+Z", edits: true, run: ({ store }) => store.getState().undo() },
  {
    id: "redo",
    label: "Redo",
    group: "Edit",
    keys: "Mod+Shift+Z Mod+Y",
    edits: true,
    run: ({ store }) => store.getState().redo(),
  },
  {
    id: "duplicate",
    label: "Duplicate",
    group: "Edit",
    keys: "Mod+D",
    edits: true,
    run: duplicate,
  },
  {
    id: "find",
    label: "Find and replace in prompts, expressions and names",
    group: "Edit",
    keys: "Mod+F",
    run: show("find"),
  },
];

const SELECT: readonly EditorAction[] = [
  {
    id: "select-all",
    label: "Select everything",
    group: "Select",
    keys: "Mod+A",
    run: ({ store }) => store.getState().select(store.getState().draft.nodes.map((node) => node.id)),
  },
  {
    id: "select-branch",
    label: "Select everything that comes after",
    group: "Select",
    keys: "B",
    run: ({ store }) => store.getState().select(branchOf(store.getState().draft, store.getState().selection)),
  },
  {
    id: "box",
    label: "Select a box by dragging",
    group: "Select",
    keys: "V",
    run: ({ view }) => view.setState((state) => ({ boxSelect: !state.boxSelect })),
  },
  {
    id: "deselect",
    label: "Select nothing, close what is open",
    group: "Select",
    keys: "Escape",
    keyOnly: true,
    run: leave,
  },
];

const LOOK: readonly EditorAction[] = [
  {
    id: "fit",
    label: "Fit the whole harness",
    group: "Look",
    keys: "1",
    run: ({ flow }) => void flow.fitView(fitSlowly()),
  },
  { id: "fit-selection", label: "Zoom to what is selected", group: "Look", keys: "2", run: fitSelection },
  {
    id: "zoom-100",
    label: "Zoom to 100 %",
    group: "Look",
    keys: "0",
    run: ({ flow }) => void flow.zoomTo(1, { duration: 150 }),
  },
  { id: "zoom-in", label: "Zoom in", group: "Look", keys: "+ =", run: ({ flow }) => void flow.zoomIn() },
  { id: "zoom-out", label: "Zoom out", group: "Look", keys: "-", run: ({ flow }) => void flow.zoomOut() },
  { id: "settings", label: "Models, memory and limits of the harness", group: "Look", keys: "H", run: toggleSettings },
  { id: "outline", label: "Outline: everything as a list", group: "Look", keys: "O", run: show("outline") },
  { id: "readiness", label: "Readiness", group: "Look", keys: "R", run: show("readiness") },
  {
    id: "overlay",
    label: "Show or hide the last run",
    group: "Look",
    keys: "L",
    run: ({ view }) => view.setState((state) => ({ overlay: state.overlay === "off" ? "run" : "off" })),
  },
  { id: "keys", label: "All keys", group: "Look", keys: "?", run: show("keys") },
];

const RUN: readonly EditorAction[] = [
  { id: "test", label: "Test run", group: "Run", keys: "Mod+Enter", run: show("test") },
];

const TIDY: readonly EditorAction[] = [
  {
    id: "tidy",
    label: "Tidy up",
    group: "Arrange",
    keys: "T",
    edits: true,
    run: (context) => void tidy(context, false),
  },
  {
    id: "tidy-all",
    label: "Tidy up everything, however large",
    group: "Arrange",
    edits: true,
    run: (context) => void tidy(context, true),
  },
];

/** Every action, in the order of the list of keys. */
export const EDITOR_ACTIONS: readonly EditorAction[] = [
  ...EDIT,
  ...SELECT,
  ...moveActions,
  ...TIDY,
  ...arrangeActions,
  ...LOOK,
  ...RUN,
];

export async function tidy(context: ActionContext, whole: boolean): Promise<void> {
  await layOut(context, whole);
  requestAnimationFrame(() => void context.flow.fitView(fitSlowly()));
}

/** With a line selected, the node goes onto the line; else the palette takes the word. */
function addHere({ store, view }: ActionContext): void {
  const [edge] = store.getState().edgeSelection;
  if (edge) {
    const at = document.querySelector(`.react-flow__edge[data-id="${edge}"]`)?.getBoundingClientRect();
    const point = { x: (at?.x ?? 400) + (at?.width ?? 0) / 2, y: (at?.y ?? 200) + (at?.height ?? 0) / 2 };
    view.setState({ picker: { at: point, purpose: { kind: "split", edge } } });
    return;
  }
  document.getElementById("palette-search")?.focus();
}

/** A copy stays in the container that it is a copy from. */
function duplicate({ store }: ActionContext): void {
  const { draft, selection } = store.getState();
  void pasteText({ store }, copyNodes(draft, selection), commonParent(draft, selection));
}

function connectSelected({ store, view }: ActionContext): void {
  const [id] = store.getState().selection;
  if (!id) return;
  const at = document.querySelector(`.react-flow__node[data-id="${id}"]`)?.getBoundingClientRect();
  const point = { x: (at?.right ?? 400) + 8, y: at?.top ?? 200 };
  view.setState({ picker: { at: point, purpose: { kind: "connect", from: { node: id, port: "out" } } } });
}

function focusInspector({ store }: ActionContext): void {
  const focused = document.activeElement?.closest<HTMLElement>(".react-flow__node");
  if (focused?.dataset.id && store.getState().selection.size === 0) store.getState().select([focused.dataset.id]);
  focusFirstField(FRAMES_TO_WAIT);
}

const FRAMES_TO_WAIT = 60;

/** The fields may still be on their way to the screen. */
function focusFirstField(frames: number): void {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>(".inspector input, .inspector textarea");
    if (field) field.focus();
    else if (frames > 0) focusFirstField(frames - 1);
  });
}

function fitSelection({ store, flow }: ActionContext): void {
  const ids = [...store.getState().selection].map((id) => ({ id }));
  void flow.fitView(ids.length > 0 ? { ...fitSlowly(), nodes: ids } : fitSlowly());
}

/** In a wide window the fields of the harness are there while nothing is selected; in a narrow one this opens them. */
function toggleSettings({ store, view }: ActionContext): void {
  const isShown = view.getState().showsSettings && store.getState().selection.size === 0;
  store.getState().select([]);
  view.setState({ showsSettings: !isShown });
}

function leave({ store, view }: ActionContext): void {
  const { panel, picker } = view.getState();
  if (!picker && !panel) store.getState().select([]);
  view.setState({ picker: null, panel: null, showsSettings: false });
}

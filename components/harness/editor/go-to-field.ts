import type { ReactFlowInstance } from "reactflow";
import type { EditorStores } from "@/components/harness/editor/editor-context";
import type { EditorStore } from "@/components/harness/editor/editor-store";
import { focusCard } from "@/components/harness/editor/focus-card";

/** Shows a node, opens it in the inspector and puts the cursor into a field when the inspector has one of that name. */
export function goToField(store: EditorStore, flow: ReactFlowInstance, nodeId: string, field?: string): void {
  store.getState().select([nodeId]);
  focusCard(flow, nodeId, field === undefined);
  if (!field) return;
  const name = field.split(".").at(-1)?.toLowerCase() ?? "";
  requestAnimationFrame(() => focusNamed(name, FRAMES_TO_WAIT));
}

/** The fields of the node may still be on their way to the screen; without one of that name the first one is meant. */
function focusNamed(name: string, frames: number): void {
  requestAnimationFrame(() => {
    const inspector = document.querySelector(".inspector");
    const fields = [
      ...(inspector?.querySelectorAll<HTMLElement>("input, textarea, button[role=combobox], .cm-content") ?? []),
    ];
    const choices = inspector?.querySelector<HTMLElement>(`[data-place="${CSS.escape(name)}"] [role=checkbox]`);
    const wanted = choices ?? fields.find((element) => nameOf(element).includes(name));
    if (!wanted && frames > 0) focusNamed(name, frames - 1);
    else (wanted ?? fields[1])?.focus();
  });
}

const FRAMES_TO_WAIT = 60;

/** Shows what belongs to the harness in the inspector and puts the cursor to the place that a field names: `models.main`. */
export function goToHarnessField({ store, view }: EditorStores, field: string): void {
  store.getState().select([]);
  view.setState({ showsSettings: true });
  // What an environment has in place of a slot's model is about the slot.
  focusPlace(field.replace(/^bindings\./, "models."), FRAMES_TO_WAIT);
}

/** The inspector may still be on its way to the screen. */
function focusPlace(field: string, frames: number): void {
  requestAnimationFrame(() => {
    const [whole] = field.split(".");
    const place = [field, whole]
      .map((name) => document.querySelector<HTMLElement>(`.inspector [data-place="${CSS.escape(name ?? "")}"]`))
      .find((found) => found !== null);
    if (!place) {
      if (frames > 0) focusPlace(field, frames - 1);
      return;
    }
    place.scrollIntoView({ block: "center" });
    const choice = place.querySelector<HTMLElement>("button[role=combobox]");
    (choice ?? place.querySelector<HTMLElement>("input, textarea, .cm-content"))?.focus();
  });
}

function nameOf(element: HTMLElement): string {
  const label = element.id ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`)?.textContent : null;
  return `${element.getAttribute("name") ?? ""} ${element.getAttribute("aria-label") ?? ""} ${label ?? ""}`.toLowerCase();
}

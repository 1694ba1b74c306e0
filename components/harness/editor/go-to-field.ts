import type { ReactFlowInstance } from "reactflow";
import type { EditorStore } from "@/components/harness/editor/editor-store";
import { focusCard } from "@/components/harness/editor/focus-card";

/** Shows a node, opens it in the inspector and puts the cursor into a field when the inspector has one of that name. */
export function goToField(store: EditorStore, flow: ReactFlowInstance, nodeId: string, field?: string): void {
  store.getState().select([nodeId]);
  focusCard(flow, nodeId, field === undefined);
  if (!field) return;
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const name = field.split(".").at(-1)?.toLowerCase() ?? "";
      const inspector = document.querySelector(".inspector");
      const fields = [
        ...(inspector?.querySelectorAll<HTMLElement>("input, textarea, button[role=combobox], .cm-content") ?? []),
      ];
      const wanted = fields.find((element) => nameOf(element).includes(name)) ?? fields[1];
      wanted?.focus();
    }),
  );
}

function nameOf(element: HTMLElement): string {
  const label = element.id ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`)?.textContent : null;
  return `${element.getAttribute("name") ?? ""} ${element.getAttribute("aria-label") ?? ""} ${label ?? ""}`.toLowerCase();
}

import type { ReactFlowInstance } from "reactflow";
import type { EditorStores } from "@/components/harness/editor/editor-context";

export type ActionContext = EditorStores & { flow: ReactFlowInstance };
/** One thing that a person can do in the editor. Keys, the list of keys and the command palette are made of these. */
export type EditorAction = {
  id: string;
  label: string;
  group: "Edit" | "Select" | "Arrange" | "Look" | "Move" | "Run";
  /** `Mod` is ⌘ or Ctrl: `Mod+Shift+Z`. Several ways are separated by a space. */
  keys?: string;
  /** Whether it changes the draft: not offered to readers. */
  edits?: boolean;
  /** Not in the command palette: it means nothing without the keyboard. */
  keyOnly?: boolean;
  run(context: ActionContext): void;
};

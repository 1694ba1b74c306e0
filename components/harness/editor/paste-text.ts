import type { EditorStores } from "@/components/harness/editor/editor-context";

/**
 * Pastes nodes from a text, selects them and resolves to how many they are; 0 when the text holds none or they do not
 * fit, and then a text of ours is told why. `into`: the container that they go into, where they can.
 */
export async function pasteText(
  { store }: Pick<EditorStores, "store">,
  text: string,
  into: string | null,
): Promise<number> {
  const { pasteNodes } = await import("@/lib/harness/graph/paste-nodes");
  const { draft, run, select, readOnly } = store.getState();
  const command = pasteNodes(draft, text, into);
  if (typeof command === "string" && !readOnly) store.setState({ refusal: command });
  if (!command || typeof command === "string" || !run(command)) return 0;
  select(command.nodes.map((node) => node.id));
  return command.nodes.length;
}

import { type NodeEntry, NodeEntrySchema } from "@/lib/harness/canvas/node-entry";

/** What a dragged palette entry carries. */
export const DRAG_TYPE = "application/x-slipway-node";

/** The entry that was dragged, or null for anything else. */
export function readDragged(text: string): NodeEntry | null {
  try {
    return NodeEntrySchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

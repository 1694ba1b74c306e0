import { isContainer } from "@/lib/harness/canvas/card-size";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";

/** The container that all of the nodes are in; null for the top, and where they differ. */
export function commonParent(draft: Draft, ids: ReadonlySet<string>): string | null {
  const index = nodeIndex(draft);
  const [parent, ...others] = new Set([...ids].map((id) => index.get(id)?.parent ?? null));
  return others.length === 0 ? (parent ?? null) : null;
}

/** The one map or loop that is selected; null for anything else. */
export function selectedContainer(draft: Draft, ids: ReadonlySet<string>): DraftNode | null {
  const [id] = ids.size === 1 ? ids : [];
  const node = nodeIndex(draft).get(id ?? "");
  return node && isContainer(node.kind) ? node : null;
}

/** Where a paste goes: into the one container that is selected, else beside what is selected. */
export const pasteContainer = (draft: Draft, ids: ReadonlySet<string>): string | null =>
  selectedContainer(draft, ids)?.id ?? commonParent(draft, ids);

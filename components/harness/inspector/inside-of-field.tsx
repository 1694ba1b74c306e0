"use client";
import { useEditor, useEditorStores } from "@/components/harness/editor/editor-context";
import { moveNodes } from "@/components/harness/editor/move-nodes";
import { Field } from "@/components/ui/field";
import { Select, type SelectOption } from "@/components/ui/select";
import { isContainer } from "@/lib/harness/canvas/card-size";
import { containerPlaces, mayBeInside } from "@/lib/harness/canvas/container-places";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";

const OUTSIDE = "";

/** The map or loop that nodes are inside of. Not there while nothing could hold them. */
export function InsideOfField({ nodes }: { nodes: readonly DraftNode[] }) {
  const stores = useEditorStores();
  const readOnly = useEditor((state) => state.readOnly);
  const draft = useEditor((state) => state.draft);
  const ids = new Set(nodes.map((node) => node.id));
  const hasContainer = draft.nodes.some((node) => isContainer(node.kind) && !ids.has(node.id));
  if (!hasContainer || !nodes.every(mayBeInside)) return null;
  const parents = [...new Set(nodes.map((node) => node.parent))];
  const [parent = null] = parents;
  const current = parents.length > 1 ? "Different" : (nodeIndex(draft).get(parent ?? "")?.label ?? "Nothing");
  return (
    <Field label="Inside of">
      <Select
        compact
        value={parent ?? OUTSIDE}
        placeholder={current}
        disabled={readOnly}
        options={() => optionsFor(draft, ids)}
        onChange={(next) => moveNodes(stores, ids, next === OUTSIDE ? null : next)}
      />
    </Field>
  );
}

const optionsFor = (draft: Draft, ids: ReadonlySet<string>): SelectOption[] =>
  containerPlaces(draft, ids).map(({ id, label, kind, refusal }) => ({
    value: id ?? OUTSIDE,
    label: id === null ? "Nothing" : label,
    hint: kind,
    disabled: refusal !== null,
  }));

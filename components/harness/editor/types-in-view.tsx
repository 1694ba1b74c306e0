"use client";
import { useEffect } from "react";
import { useEditor, useEditorShared, useView } from "@/components/harness/editor/editor-context";
import { showBodyTypes } from "@/components/harness/editor/view-store";
import { isContainer } from "@/lib/harness/graph/containers";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { typeOf } from "@/lib/harness/nodes/output-schema";

/** Tells the cards of maps and loops what each of their rounds gets; draws nothing. */
export function TypesInView() {
  const { view, store } = useEditorShared();
  const source = useView((state) => state.source);
  const [nodes, edges] = [useEditor(({ draft }) => draft.nodes), useEditor(({ draft }) => draft.edges)];
  const [inputs, state] = [useEditor(({ draft }) => draft.inputs), useEditor(({ draft }) => draft.state)];
  useEffect(() => {
    const containers = nodes.filter(isContainer);
    // What was only moved is the same, so the draft is put together from what types depend on.
    const types = draftTypes({ ...store.getState().draft, nodes, edges, inputs, state }, source);
    showBodyTypes(view, new Map(containers.map((node) => [node.id, typeOf(types.exitOf(node, "body"))])));
  }, [nodes, edges, inputs, state, source, store, view]);
  return null;
}

"use client";
import { useCallback } from "react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import type { DraftNode } from "@/lib/harness/graph/draft";

/** Edits of one node: a field of its configuration, an input, its policy. Typing into one field is one step of undo. */
export function useNodeEdits(node: DraftNode) {
  const { store } = useEditorShared();
  const { id } = node;
  const change = useCallback(
    (patch: Partial<Pick<DraftNode, "label" | "config" | "in" | "policy">>, mark: string) =>
      void store.getState().run({ kind: "set-node", id, change: patch }, `${id}:${mark}`),
    [store, id],
  );
  const current = () => store.getState().draft.nodes.find((one) => one.id === id) ?? node;
  return {
    setLabel: (label: string) => change({ label }, "label"),
    /** `without`: fields that give way to the new ones. */
    setConfig: (patch: DraftNode["config"], mark: string, without: readonly string[] = []) => {
      const kept = Object.entries(current().config).filter(([name]) => !without.includes(name));
      change({ config: { ...Object.fromEntries(kept), ...patch } }, mark);
    },
    removeConfig: (name: string) => {
      const { [name]: _gone, ...config } = current().config;
      change({ config }, name);
    },
    setInputs: (inputs: DraftNode["in"], mark: string) => change({ in: inputs }, mark),
    setPolicy: (policy: DraftNode["policy"], mark: string) => change({ policy }, mark),
  };
}

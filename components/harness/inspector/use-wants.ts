"use client";
import { useMemo } from "react";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { releaseKey } from "@/lib/harness/compile/library";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { wantedInputs, wantedState } from "@/lib/harness/values/wanted-values";
import type { JsonSchema } from "@/lib/release/json-schema";

/** What the inputs of a step must fit, by name, and what the state takes that it writes. */
export function useWants(node: DraftNode): {
  inputs: Readonly<Record<string, JsonSchema>>;
  state: Readonly<Record<string, JsonSchema>>;
} {
  const { library } = useEditorShared();
  const outputs = useEditor((editor) => editor.draft.outputs);
  const state = useEditor((editor) => editor.draft.state);
  return useMemo(() => {
    const draft = { outputs, state };
    const tools = new Map(library.tools.map((tool) => [tool.key, tool]));
    const releases = new Map(library.releases.map((one) => [releaseKey(one), one]));
    return { inputs: wantedInputs(node, { draft, tools, releases }), state: wantedState({ draft }) };
  }, [node, outputs, state, library]);
}

"use client";
import { useMemo } from "react";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { type Names, namesFor } from "@/lib/harness/graph/names-for";

/** The names that expressions of a node can use. */
export function useNames(nodeId: string): Names {
  const { library } = useEditorShared();
  const draft = useEditor((state) => state.draft);
  const tools = useMemo(() => new Map(library.tools.map((tool) => [tool.key, tool])), [library.tools]);
  return useMemo(() => namesFor(draft, nodeId, tools), [draft, nodeId, tools]);
}

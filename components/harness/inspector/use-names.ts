"use client";
import { useMemo } from "react";
import { useEditor, useView } from "@/components/harness/editor/editor-context";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import type { Names } from "@/lib/harness/graph/names";

/** The names that expressions of a node can use. */
export function useNames(nodeId: string): Names {
  const draft = useEditor((state) => state.draft);
  const source = useView((state) => state.source);
  return useMemo(() => draftTypes(draft, source).namesAt(nodeId), [draft, nodeId, source]);
}

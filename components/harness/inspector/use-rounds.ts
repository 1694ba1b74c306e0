"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { useTestRun } from "@/components/harness/editor/test-run-context";
import { type Round, roundsOf } from "@/lib/harness/test-runs/rounds-of";
import { spansQuery } from "@/lib/observability/traces/trace-queries";

/** The items and rounds in which a step ran in the last test; none outside of maps and loops. */
export function useRounds(nodeId: string): Round[] {
  const { tenant } = useEditorShared();
  const { runId } = useTestRun();
  // The canvas follows the run; this only looks at what it has.
  const { data } = useQuery({ ...spansQuery(tenant, runId ?? ""), enabled: false });
  return useMemo(() => roundsOf(Object.values(data ?? {}), nodeId), [data, nodeId]);
}

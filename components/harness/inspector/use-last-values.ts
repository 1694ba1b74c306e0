"use client";
import { useQueries } from "@tanstack/react-query";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { useTestRun } from "@/components/harness/editor/test-run-context";
import { readable } from "@/components/harness/inspector/last-run-tab";
import type { Variable } from "@/lib/harness/graph/variables-of";
import { spanQuery } from "@/lib/observability/traces/trace-queries";

const MAX_STEPS = 40;

/** What variables were in the last test run of this page, as a function of a variable; undefined where that is not known. */
export function useLastValues(variables: readonly Variable[], isWanted: boolean): (variable: Variable) => unknown {
  const { tenant, lastRun } = useEditorShared();
  const { runId, lastInput } = useTestRun();
  const steps = [...new Set(variables.flatMap((one) => one.step?.id ?? []))]
    .filter((id) => lastRun.get(id)?.state === "closed")
    .slice(0, MAX_STEPS);
  const outputs = useQueries({
    queries: steps.map((id) => ({
      ...spanQuery(tenant, runId ?? "", lastRun.get(id)?.id ?? "", "closed"),
      enabled: isWanted && runId !== null,
    })),
    combine: (results) => new Map(results.map(({ data }, at) => [steps[at], data?.output ?? null])),
  });
  return ({ path, step }) => {
    if (!step) return path.startsWith("input.") ? valueIn(lastInput, path.split(".").slice(1)) : undefined;
    const output = outputs.get(step.id);
    return output ? valueIn(readable(output), step.field) : undefined;
  };
}

function valueIn(value: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (inner, name) =>
      typeof inner === "object" && inner !== null
        ? Object.entries(inner).find(([key]) => key === name)?.[1]
        : undefined,
    value,
  );
}

"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { isOver, runDecisionsQuery, workbenchRunQuery } from "@/components/harness/workbench/workbench-queries";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { CodeEditor } from "@/components/ui/code-editor";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { JsonView } from "@/components/ui/json-view";
import { Status } from "@/components/ui/status";
import { exampleArguments } from "@/lib/harness/tools/tool-form";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { formatDuration } from "@/lib/platform/time/format-duration";
import type { ToolDefinition } from "@/lib/release/tool-definition";

/** `lacks`: fields to complete before there is a tool. */
type Props = { tenant: string; tool: ToolDefinition | null; lacks: readonly string[] };

/** Calls a tool once as it is typed; mocks aside. The policies decide as in any run, and the run can be opened. */
export function ToolTest({ tenant, tool, lacks }: Props) {
  const mayRun = useMay()("draft:run");
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? JSON.stringify(tool ? exampleArguments(tool.input) : {}, null, 2);
  const args = readArguments(shown);
  const start = useMutation({
    mutationFn: (body: { tool: ToolDefinition; args: Record<string, never> }) =>
      unwrap(api.POST("/api/v1/{tenant}/tool-tests", { params: { path: { tenant } }, body })),
  });
  if (!mayRun) return <p className="text-muted">Your role may not try tools: that takes the right draft:run.</p>;
  return (
    <section className="grid content-start gap-3" aria-label="Try it">
      <h2 className="font-semibold text-14">Try it</h2>
      <Field
        label="Arguments"
        hint="It is really called, in the environment draft. The policies decide first; mocks are left out."
        error={args ? undefined : "This is no JSON object."}
      >
        <CodeEditor language="json" label="Arguments" minHeight="96px" value={shown} onChange={setText} />
      </Field>
      <div>
        <Button
          disabled={!tool || !args || start.isPending}
          onClick={() => tool && args && start.mutate({ tool, args })}
        >
          <Play className="i s" aria-hidden />
          Call it
        </Button>
        {!tool && (
          <span className="ml-3 text-12 text-muted">
            Complete the tool first{lacks.length > 0 && `: ${lacks.join(", ")}`}.
          </span>
        )}
      </div>
      {start.error && <ErrorState error={start.error} />}
      {start.data && <TestResult key={start.data.runId} tenant={tenant} runId={start.data.runId} />}
    </section>
  );
}

function readArguments(text: string): Record<string, never> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function TestResult({ tenant, runId }: { tenant: string; runId: string }) {
  const { data: run, error, refetch } = useQuery(workbenchRunQuery(tenant, runId));
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  const durationMs = run?.endedAt && run.startedAt ? Date.parse(run.endedAt) - Date.parse(run.startedAt) : null;
  return (
    <div className="grid gap-3" aria-live="polite">
      <div className="flex flex-wrap items-center gap-3">
        <Status status={run?.status ?? "queued"} />
        {durationMs !== null && <span className="num text-muted">{formatDuration(durationMs)}</span>}
        <Link className="text-accent" href={`/${tenant}/runs/${runId}`}>
          Open the run
        </Link>
      </div>
      {isOver(run?.status) && <Decisions tenant={tenant} runId={runId} />}
      {run?.error && (
        <p className="[overflow-wrap:anywhere]" role="alert">
          <span className="mono s text-fail">{run.error.class}</span> {run.error.message}
        </p>
      )}
      {run?.status === "succeeded" && <JsonView label="Answer" value={resultOf(run.output)} />}
    </div>
  );
}

/** The end of the workbench puts the answer into one field. */
const resultOf = (output: unknown): unknown =>
  typeof output === "object" && output !== null && "result" in output ? output.result : output;

function Decisions({ tenant, runId }: { tenant: string; runId: string }) {
  const mayRead = useMay()("decision:read");
  const { data } = useQuery({ ...runDecisionsQuery(tenant, runId), enabled: mayRead });
  return data?.items.map((decision) => (
    <p key={decision.id} className="flex flex-wrap items-center gap-2 text-12">
      <Status status={decision.verdict === "allow" ? "allow" : "deny"} />
      <span className="text-muted">
        {decision.reasons.length > 0
          ? `by ${decision.reasons.map((reason) => `“${reason.title}”`).join(", ")}`
          : "because no policy allows it"}
      </span>
    </p>
  ));
}

"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { MakeTestCase } from "@/components/harness/datasets/make-test-case";
import { readableInput } from "@/components/observability/traces/trace-columns";
import { ReplayRun } from "@/components/runtime/replay/replay-run";
import { useMay } from "@/components/shell/viewer-context";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatMicros, formatNumber } from "@/components/ui/format-number";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import { useToast } from "@/components/ui/toast";
import { parkedLabel } from "@/lib/observability/traces/parked-label";
import type { TraceView } from "@/lib/observability/traces/schema";
import { traceQuery } from "@/lib/observability/traces/trace-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { formatDuration } from "@/lib/platform/time/format-duration";

const TONE: Record<string, BadgeTone> = {
  succeeded: "ok",
  failed: "fail",
  "dead-lettered": "fail",
  running: "running",
  parked: "parked",
};
const WORD: Record<string, string> = { running: "Live", "dead-lettered": "Dead letter" };

export function RunHeader({
  tenant,
  trace,
  isLive,
  nowMs,
}: {
  tenant: string;
  trace: TraceView;
  isLive: boolean;
  nowMs: number;
}) {
  const word =
    trace.status === "parked"
      ? parkedLabel(trace.parkedReason)
      : (WORD[trace.status] ?? trace.status.charAt(0).toUpperCase() + trace.status.slice(1));
  const facts: [string, ReactNode][] = [
    [
      "Release",
      trace.release?.number ? (
        <Link key="r" className="hover:underline" href={`/${tenant}/harnesses/${trace.harness}/releases`}>
          r{trace.release.number}
        </Link>
      ) : (
        trace.environment
      ),
    ],
    ["Environment", trace.environment],
    ["Started", new Date(trace.startedAt).toLocaleTimeString()],
    ["Duration", formatDuration(trace.durationMs ?? nowMs - Date.parse(trace.startedAt))],
    ["Tokens", formatNumber(trace.tokens)],
    ["Cost", trace.isCostKnown ? `${formatMicros(trace.costMicros)} USD` : "price unknown"],
  ];
  return (
    <header className="head run-head">
      <div className="grow">
        <h1 className="cut">{readableInput(trace.inputPreview) || trace.name}</h1>
        <Badge tone={TONE[trace.status] ?? "neutral"}>
          {isLive && trace.status !== "parked" && <i className="live" />}
          {word}
        </Badge>
        <RunBadges trace={trace} />
        <dl className="facts-row">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {!isLive && <ReplayRun tenant={tenant} runId={trace.id} isLimit={trace.error?.class === "budget_exceeded"} />}
      {!isLive && <MakeTestCase tenant={tenant} runId={trace.id} environment={trace.environment} />}
      {isLive && <CancelButton tenant={tenant} runId={trace.id} />}
    </header>
  );
}

function RunBadges({ trace }: { trace: TraceView }) {
  return (
    <>
      {trace.simulated && <SimulatedBadge />}
      {trace.degraded && <Badge tone="warn">Degraded</Badge>}
      {trace.incomplete && <Badge tone="warn">Incomplete trace</Badge>}
    </>
  );
}

function CancelButton({ tenant, runId }: { tenant: string; runId: string }) {
  const may = useMay();
  const toast = useToast();
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/{tenant}/runs/{runId}/cancel", { params: { path: { tenant, runId } } })),
    onError: (error) => toast({ title: "The run was not cancelled", detail: error.message, tone: "fail" }),
    onSuccess: () => client.invalidateQueries(traceQuery(tenant, runId)),
  });
  if (!may("run:cancel")) return null;
  return (
    <Button variant="danger" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
      <Ban className="i s" aria-hidden />
      Cancel run
    </Button>
  );
}

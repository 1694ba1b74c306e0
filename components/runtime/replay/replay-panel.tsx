"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ReplayDrift } from "@/components/runtime/replay/replay-drift";
import { StartReplay } from "@/components/runtime/replay/start-replay";
import { ErrorState } from "@/components/ui/error-state";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { replayPreviewQuery } from "@/lib/runtime/dead-letters/dead-letter-queries";
import { ReplayPreview, type ReplayTarget } from "@/lib/runtime/replay/schema";

const TARGETS = [
  { value: "same", label: "The release it had" },
  { value: "current", label: "The current release" },
] as const;

/** Chooses where and on which release a finished run goes on, says what that means, and starts it. */
export function ReplayPanel({ tenant, runId, title }: { tenant: string; runId: string; title?: string }) {
  const [from, setFrom] = useState<string | null>(null);
  const [target, setTarget] = useState<ReplayTarget>("same");
  const preview = useQuery(replayPreviewQuery(tenant, runId, from, target));
  const plan = preview.data && ReplayPreview.parse(preview.data);
  return (
    <section className="grid gap-3" aria-label="Replay">
      {title && <h2 className="font-semibold text-14">{title}</h2>}
      <Segmented label="Release" value={target} onChange={setTarget} options={TARGETS} />
      {preview.error && <ErrorState error={preview.error} />}
      {preview.isLoading && <Skeleton width="70%" />}
      {plan && (
        <>
          <Select
            label="Go on from"
            value={plan.from?.key ?? ""}
            onChange={(key) => setFrom(key === "" ? null : key)}
            options={placesOf(plan)}
          />
          <PlanSummary plan={plan} />
          {plan.release.drift && <ReplayDrift drift={plan.release.drift} release={plan.release} />}
          <StartReplay key={`${plan.from?.key} ${target}`} tenant={tenant} plan={plan} target={target} />
        </>
      )}
    </section>
  );
}

/** Where a run can go on. A limit of its own leaves no step that failed: it goes on where it stopped. */
const placesOf = ({ steps, canGoOn }: ReplayPreview) => [
  ...(canGoOn ? [{ value: "", label: "Where it stopped" }] : []),
  ...steps.map((step) => ({
    value: step.key,
    label: `${step.label} (${step.key})${step.failed ? ", failed" : ""}`,
  })),
];

function PlanSummary({ plan }: { plan: ReplayPreview }) {
  const steps = (count: number) => `${count} ${count === 1 ? "step" : "steps"}`;
  if (!plan.from)
    return (
      <p className="text-muted">
        A new run carries over {steps(plan.carried.length)} with their results and goes on. Nothing that is done is done
        again{plan.keepsCalls && ", finished calls included"}.
      </p>
    );
  return (
    <p className="text-muted">
      A new run carries over {steps(plan.carried.length)} with their results, and executes{" "}
      <b className="font-medium text-text">{plan.from.label}</b> again with what follows
      {plan.repeated.length > 1 ? ` (${steps(plan.repeated.length)} had a result)` : ""}.
      {plan.keepsCalls && " The calls that the failed step had finished are kept."}
    </p>
  );
}

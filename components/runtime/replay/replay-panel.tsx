"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ReplayDrift } from "@/components/runtime/replay/replay-drift";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorState } from "@/components/ui/error-state";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { replayPreviewQuery } from "@/lib/runtime/dead-letters/dead-letter-queries";
import { ReplayPreview, type ReplayTarget } from "@/lib/runtime/replay/schema";

const TARGETS = [
  { value: "same", label: "The release it had" },
  { value: "current", label: "The current release" },
] as const;

/** Chooses where and on which release a finished run goes on, says what that means, and starts it. */
export function ReplayPanel({ tenant, runId }: { tenant: string; runId: string }) {
  const [from, setFrom] = useState<string | null>(null);
  const [target, setTarget] = useState<ReplayTarget>("same");
  const preview = useQuery(replayPreviewQuery(tenant, runId, from, target));
  const plan = preview.data && ReplayPreview.parse(preview.data);
  return (
    <section className="grid gap-3" aria-label="Replay">
      <h2 className="font-semibold text-14">Replay</h2>
      <Segmented label="Release" value={target} onChange={setTarget} options={TARGETS} />
      {preview.error && <ErrorState error={preview.error} />}
      {preview.isLoading && <Skeleton width="70%" />}
      {plan && (
        <>
          <Select
            label="Go on from"
            value={plan.from.key}
            onChange={setFrom}
            options={plan.steps.map((step) => ({
              value: step.key,
              label: `${step.label} (${step.key})${step.failed ? ", failed" : ""}`,
            }))}
          />
          <PlanSummary plan={plan} />
          {plan.release.drift && <ReplayDrift drift={plan.release.drift} release={plan.release} />}
          <StartReplay key={`${plan.from.key} ${target}`} tenant={tenant} plan={plan} target={target} />
        </>
      )}
    </section>
  );
}

/** The button, and before it the consent that a possible second effect needs. */
function StartReplay({ tenant, plan, target }: { tenant: string; plan: ReplayPreview; target: ReplayTarget }) {
  const [acceptRepeats, setAccept] = useState(false);
  const mayReplay = useMay()("run:replay");
  const start = useStartReplay(tenant, plan.run);
  const needsConsent = plan.effects.length > 0;
  if (!mayReplay) return <p className="text-12 text-faint">Replaying needs the right run:replay.</p>;
  return (
    <>
      {needsConsent && <Checkbox checked={acceptRepeats} onChange={setAccept} label={consentText(plan)} />}
      {start.error && <ErrorState error={start.error} />}
      <div>
        <Button
          variant="primary"
          disabled={start.isPending || (needsConsent && !acceptRepeats)}
          onClick={() => start.mutate({ from: plan.from.key, target, acceptRepeats })}
        >
          {start.isPending ? "Starting" : "Replay"}
        </Button>
      </div>
    </>
  );
}

function useStartReplay(tenant: string, runId: string) {
  const router = useRouter();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { from: string; target: ReplayTarget; acceptRepeats: boolean }) =>
      unwrap(api.POST("/api/v1/{tenant}/runs/{runId}/replay", { params: { path: { tenant, runId } }, body })),
    onSuccess: async ({ run }) => {
      await client.invalidateQueries({ queryKey: [tenant, "dead-letters"] });
      router.push(`/${tenant}/runs/${run}`);
    },
  });
}

function PlanSummary({ plan }: { plan: ReplayPreview }) {
  const steps = (count: number) => `${count} ${count === 1 ? "step" : "steps"}`;
  return (
    <p className="text-muted">
      A new run carries over {steps(plan.carried.length)} with their results, and executes{" "}
      <b className="font-medium text-text">{plan.from.label}</b> again with what follows
      {plan.repeated.length > 1 ? ` (${steps(plan.repeated.length)} had a result)` : ""}.
      {plan.keepsCalls && " The calls that the failed step had finished are kept."}
    </p>
  );
}

const consentText = ({ effects }: ReplayPreview): string => {
  const names = [...new Set(effects.map(({ step }) => step))].join(", ");
  const doubt = effects.some(({ state }) => state === "unknown") ? "made, or may have made," : "made";
  return `${names} ${doubt} a change outside. It may happen a second time, and that is all right.`;
};

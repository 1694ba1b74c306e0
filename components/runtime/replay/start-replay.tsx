"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RaiseLimits } from "@/components/runtime/replay/raise-limits";
import { raiseOf, suggestedEntries } from "@/components/runtime/replay/raise-model";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorState } from "@/components/ui/error-state";
import { api, unwrap } from "@/lib/platform/http/api-client";
import type { Raise, ReplayPreview, ReplayTarget } from "@/lib/runtime/replay/schema";

const MIN_REASON = 3;

/** The button, and before it the consent that a possible second effect needs, and more of what is used up. */
export function StartReplay({ tenant, plan, target }: { tenant: string; plan: ReplayPreview; target: ReplayTarget }) {
  const [acceptRepeats, setAccept] = useState(false);
  const grant = useGrant(plan);
  const mayReplay = useMay()("run:replay");
  const start = useStartReplay(tenant, plan.run);
  const needsConsent = plan.effects.length > 0;
  const isReady = grant.isReady && (!needsConsent || acceptRepeats);
  if (!mayReplay) return <p className="text-12 text-faint">Replaying needs the right run:replay.</p>;
  return (
    <>
      {grant.isAsked ? (
        <RaiseLimits limits={plan.limits} {...grant.fields} />
      ) : (
        <div>
          <Button variant="ghost" onClick={grant.ask}>
            Grant this run more than its release allows
          </Button>
        </div>
      )}
      {needsConsent && <Checkbox checked={acceptRepeats} onChange={setAccept} label={consentText(plan)} />}
      {start.error && <ErrorState error={start.error} />}
      <div>
        <Button
          variant="primary"
          disabled={start.isPending || !isReady}
          onClick={() =>
            start.mutate({
              target,
              acceptRepeats,
              ...(plan.from && { from: plan.from.key }),
              ...(grant.raise && { raise: grant.raise }),
            })
          }
        >
          {start.isPending ? "Starting" : plan.from ? "Replay" : "Let it go on"}
        </Button>
      </div>
    </>
  );
}

/** What is granted beyond the release. It is asked for by itself when something is used up. */
function useGrant({ limits }: ReplayPreview) {
  const isNeeded = limits.some((row) => row.reached);
  const [isAsked, setAsked] = useState(isNeeded);
  const [entries, setEntries] = useState(() => suggestedEntries(limits));
  const [reason, setReason] = useState("");
  const { limits: raised, errors } = raiseOf(limits, isAsked ? entries : {});
  const hasReason = reason.trim().length >= MIN_REASON;
  return {
    isAsked,
    ask: () => setAsked(true),
    raise: raised && { limits: raised, reason: reason.trim() },
    isReady: Object.keys(errors).length === 0 && (raised === null || hasReason),
    fields: { entries, onEntries: setEntries, errors, reason, onReason: setReason },
  };
}

type Asked = { from?: string; target: ReplayTarget; acceptRepeats: boolean; raise?: Raise };

function useStartReplay(tenant: string, runId: string) {
  const router = useRouter();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Asked) =>
      unwrap(api.POST("/api/v1/{tenant}/runs/{runId}/replay", { params: { path: { tenant, runId } }, body })),
    onSuccess: async ({ run }) => {
      await client.invalidateQueries({ queryKey: [tenant, "dead-letters"] });
      router.push(`/${tenant}/runs/${run}`);
    },
  });
}

const consentText = ({ effects }: ReplayPreview): string => {
  const names = [...new Set(effects.map(({ step }) => step))].join(", ");
  const doubt = effects.some(({ state }) => state === "unknown") ? "made, or may have made," : "made";
  return `${names} ${doubt} a change outside. It may happen a second time, and that is all right.`;
};

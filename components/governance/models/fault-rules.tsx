"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FAULT_WORDS } from "@/components/governance/models/fault-words";
import { NewFaultDialog } from "@/components/governance/models/new-fault-dialog";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatPercent } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { faultRulesQuery } from "@/lib/governance/fault-rules/fault-queries";
import { FaultRuleList } from "@/lib/governance/fault-rules/schema";
import type { ConnectionView } from "@/lib/governance/models/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; connections: readonly ConnectionView[]; mayWrite: boolean };

/** Faults that real models are made to run into, outside of production. Not there while there is nothing to say. */
export function FaultRules({ tenant, connections, mayWrite }: Props) {
  const client = useQueryClient();
  const { data } = useQuery(faultRulesQuery(tenant));
  const [isAdding, setAdding] = useState(false);
  const end = useMutation({
    mutationFn: (faultId: string) =>
      unwrap(api.DELETE("/api/v1/{tenant}/fault-rules/{faultId}", { params: { path: { tenant, faultId } } })),
    onSettled: () => client.invalidateQueries(faultRulesQuery(tenant)),
  });
  const items = data ? FaultRuleList.parse(data).items : [];
  const models = connections.flatMap((one) => (one.provider === "sandbox" ? [] : one.models.map(({ ref }) => ref)));
  if (items.length === 0 && (!mayWrite || models.length === 0)) return null;
  return (
    <section aria-labelledby="faults-title" className="grid max-w-[720px] gap-3 px-page py-5">
      <div className="flex items-center gap-2">
        <h2 id="faults-title" className="grow font-semibold">
          Injected faults
        </h2>
        {mayWrite && models.length > 0 && <Button onClick={() => setAdding(true)}>Inject a fault</Button>}
      </div>
      <p className="text-muted">
        A share of the calls of a real model fails in draft and staging, so that retries and fallbacks can be seen at
        work. Production is never touched; each fault ends by itself within a day.
      </p>
      {end.error && <ErrorState error={end.error} />}
      <ul className="grid">
        {items.map(({ id, model, kind, rate, expiresAt }) => (
          <li key={id} className="flex min-w-0 items-center gap-3 border-border border-b py-2 last:border-0">
            <span className="cut grow">
              <span className="mono">{model}</span>{" "}
              <span className="text-muted">
                {FAULT_WORDS[kind]}, {formatPercent(rate)} of the calls
              </span>
            </span>
            <span className="text-12 text-muted">
              ends <RelativeTime at={expiresAt} />
            </span>
            {mayWrite && (
              <Button
                variant="ghost"
                size="sm"
                aria-label={`End the fault of ${model}`}
                disabled={end.isPending}
                onClick={() => end.mutate(id)}
              >
                End it
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isAdding && <NewFaultDialog tenant={tenant} models={models} onClose={() => setAdding(false)} />}
    </section>
  );
}

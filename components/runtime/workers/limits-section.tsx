"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LIMIT_FIELDS } from "@/components/runtime/workers/limit-fields";
import { LimitsDialog } from "@/components/runtime/workers/limits-dialog";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatNumber } from "@/components/ui/format-number";
import { Skeleton } from "@/components/ui/skeleton";
import { limitsQuery } from "@/lib/governance/limits/limit-queries";

/** What this tenant may run at a time; somebody who may change it sees the button. */
export function LimitsSection({ tenant, mayChange }: { tenant: string; mayChange: boolean }) {
  const { data, error, refetch } = useQuery(limitsQuery(tenant));
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-labelledby="limits-title" className="grid max-w-[560px] gap-3 px-page py-4">
      <div className="flex items-center gap-2">
        <h2 id="limits-title" className="grow font-semibold">
          Limits of this tenant
        </h2>
        {mayChange && data && <Button onClick={() => setOpen(true)}>Change</Button>}
      </div>
      {error && !data ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : (
        <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-2">
          {LIMIT_FIELDS.map(({ key, label }) => (
            <div key={key} className="contents">
              <dt className="text-muted">{label}</dt>
              <dd className="text-right tabular-nums">{data ? limitText(data[key]) : <Skeleton width="60px" />}</dd>
            </div>
          ))}
        </dl>
      )}
      {data && <LimitsDialog tenant={tenant} limits={data} open={isOpen} onClose={() => setOpen(false)} />}
    </section>
  );
}

const limitText = (limit: number | null) => (limit === null ? "no limit of its own" : formatNumber(limit));

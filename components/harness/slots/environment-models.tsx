"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { slotColumns } from "@/components/harness/slots/slot-columns";
import { SlotDialog } from "@/components/harness/slots/slot-dialog";
import { useMay } from "@/components/shell/viewer-context";
import { DataTable } from "@/components/ui/data-table";
import { slotsQuery } from "@/lib/harness/slots/slot-queries";

/** Findings about what is bound lead here. */
const ANCHOR = "models";

/** Which model each slot of a harness asks in staging and in production. Nothing where no step calls a model. */
export function EnvironmentModels({ tenant, harness }: { tenant: string; harness: string }) {
  const { data, error, refetch } = useQuery(slotsQuery(tenant, harness));
  const mayBind = useMay()("release:promote");
  const section = useRef<HTMLElement>(null);
  const [changing, setChanging] = useState<string | null>(null);
  const columns = useMemo(
    () => slotColumns(tenant, mayBind ? ({ slot }) => setChanging(slot) : undefined),
    [tenant, mayBind],
  );
  // As it is now: of a change that was refused half-way, one environment may be stored.
  const slot = data?.items.find((one) => one.slot === changing);
  const isThere = data !== undefined;
  useEffect(() => {
    if (isThere && location.hash === `#${ANCHOR}`) section.current?.scrollIntoView({ block: "nearest" });
  }, [isThere]);
  if (data?.items.length === 0 || (!data && !error)) return null;
  return (
    <section ref={section} id={ANCHOR} aria-labelledby={`${ANCHOR}-title`} className="pt-4">
      <header className="grid px-page pb-2">
        <h2 id={`${ANCHOR}-title`} className="font-semibold text-13">
          Models per environment
        </h2>
        <p className="text-12 text-muted">
          A slot may ask another model than its release has. Runs that start from now on ask it; runs under way and
          replays keep the model that they started with.
        </p>
      </header>
      <DataTable
        caption="Models per environment"
        columns={columns}
        rows={data?.items}
        rowKey={({ slot }) => slot}
        error={error}
        onRetry={refetch}
      />
      {slot && data && (
        <SlotDialog tenant={tenant} harness={harness} slot={slot} list={data} onClose={() => setChanging(null)} />
      )}
    </section>
  );
}

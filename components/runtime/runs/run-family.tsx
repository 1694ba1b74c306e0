"use client";
import { useQuery } from "@tanstack/react-query";
import { CornerLeftUp } from "lucide-react";
import Link from "next/link";
import { Status } from "@/components/ui/status";
import { subRunsQuery } from "@/lib/runtime/sub-runs/sub-run-queries";

type Props = { tenant: string; runId: string; isLive: boolean };

/** The way to the run whose step started this one. */
export function ParentRun({ tenant, runId, isLive }: Props) {
  const { data } = useQuery(subRunsQuery(tenant, runId, isLive));
  if (!data?.parent) return null;
  const { run, step, harness } = data.parent;
  return (
    <p className="flex items-center gap-2 px-page pb-2 text-muted">
      <CornerLeftUp className="i s" aria-hidden />
      Sub-run of
      <Link className="underline" href={`/${tenant}/runs/${run}`}>
        {harness}
      </Link>
      started by its step <span className="mono">{step}</span>
    </p>
  );
}

/** The way to the run that one step started. */
export function SubRunOfStep({ tenant, runId, isLive, step }: Props & { step: string | null }) {
  const { data } = useQuery(subRunsQuery(tenant, runId, isLive));
  const found = data?.items.find((one) => one.step === step);
  if (!found) return null;
  return (
    <section>
      <b>Sub-run</b>
      <p className="flex min-w-0 items-center gap-2">
        <Status status={found.status} />
        <Link className="cut underline" href={`/${tenant}/runs/${found.run}`}>
          {found.harness}
          {found.release !== null && ` r${found.release}`}
        </Link>
      </p>
    </section>
  );
}

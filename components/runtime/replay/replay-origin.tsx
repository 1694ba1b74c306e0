"use client";
import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import Link from "next/link";
import { inWords, LIMIT_FIELDS } from "@/components/runtime/replay/raise-model";
import { LIMIT_NAMES, type RaisedLimits } from "@/lib/release/raised-limits";
import { runQuery } from "@/lib/runtime/runs/run-queries";

/** The way to the run that this one goes on from, and what it was granted. */
export function ReplayOrigin({ tenant, runId }: { tenant: string; runId: string }) {
  const { data } = useQuery(runQuery(tenant, runId));
  if (!data?.replay) return null;
  const { of, from, raised } = data.replay;
  return (
    <p className="flex flex-wrap items-center gap-x-2 px-page pb-2 text-muted">
      <RotateCcw className="i s" aria-hidden />
      Goes on from
      <Link className="underline" href={`/${tenant}/runs/${of}`}>
        run {of.slice(-8)}
      </Link>
      {from === null ? "where it stopped" : "at its step"}
      {from !== null && <span className="mono">{from}</span>}
      {raised && (
        <span>
          with {grantText(raised.limits)}: {raised.reason}
        </span>
      )}
    </p>
  );
}

const grantText = (limits: RaisedLimits): string =>
  LIMIT_NAMES.flatMap((name) => {
    const granted = limits[name];
    return granted === undefined
      ? []
      : [`${LIMIT_FIELDS[name].label.toLowerCase()} raised to ${inWords(name, granted)}`];
  }).join(", ");

"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { CassetteMode } from "@/lib/release/run-request";
import { runQuery } from "@/lib/runtime/runs/run-queries";

const WORDS: Record<CassetteMode, string> = {
  record: "Records every model answer",
  replay: "Answered from cassettes alone",
  auto: "Answered from cassettes, records the rest",
};

/** Says of a run that its model answers are recorded, or come from recordings. Nothing for all others. */
export function RunCassettes({ tenant, runId }: { tenant: string; runId: string }) {
  const { data } = useQuery(runQuery(tenant, runId));
  if (!data?.cassettes) return null;
  const replays = data.cassettes !== "record";
  return (
    <p className="flex flex-wrap items-center gap-2 px-page pb-2 text-muted">
      <Badge tone={replays ? "warn" : "neutral"}>{replays ? "Replays" : "Records"}</Badge>
      {WORDS[data.cassettes]}.{replays && " It is no fresh evidence of what a model does."}
      <Link className="underline" href={`/${tenant}/cassettes`}>
        Cassettes
      </Link>
    </p>
  );
}

"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { cassetteModesQuery } from "@/lib/runtime/cassettes/cassette-queries";
import type { DraftMode, HarnessMode } from "@/lib/runtime/cassettes/schema";

const MODES = [
  { value: "off", label: "Off" },
  { value: "record", label: "Record" },
  { value: "replay", label: "Replay" },
  { value: "auto", label: "Auto" },
] as const;
const MEANING: Record<DraftMode, string> = {
  off: "Its test runs ask the provider, and nothing is kept.",
  record: "Its test runs ask the provider, and every answer is kept.",
  replay:
    "Its test runs are answered from cassettes alone: they cost nothing and ask nobody. A call that was never recorded fails, and says what differs from the nearest one.",
  auto: "What was recorded is answered from its cassette; the rest is asked of the provider and kept.",
};

/** How the test runs of one harness's draft use cassettes, and which harnesses do at all. */
export function DraftModes({ tenant }: { tenant: string }) {
  const { data, error, refetch } = useQuery(cassetteModesQuery(tenant));
  const [chosen, choose] = useState<string | null>(null);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton width="50%" />;
  const used = data.items.filter(({ mode }) => mode !== "off");
  const shown = data.items.find(({ harness }) => harness.slug === chosen) ?? used[0] ?? data.items[0];
  if (!shown) return null;
  return (
    <section aria-labelledby="draft-modes-title" className="grid gap-2 px-page pb-4">
      <h2 id="draft-modes-title" className="font-semibold text-14">
        Test runs of drafts
      </h2>
      <div className="flex flex-wrap items-center gap-2">
        <Select
          label="Harness"
          className="w-[260px]"
          value={shown.harness.slug}
          onChange={choose}
          options={data.items.map(({ harness }) => ({ value: harness.slug, label: harness.name }))}
        />
        <ModeOf key={shown.harness.slug} tenant={tenant} shown={shown} />
      </div>
      <p className="max-w-[720px] text-muted">{MEANING[shown.mode]}</p>
      {used.length > 0 && (
        <div className="flex flex-wrap items-center gap-2 text-12 text-muted">
          In use:
          {used.map(({ harness, mode }) => (
            <Button key={harness.slug} variant="ghost" size="sm" onClick={() => choose(harness.slug)}>
              {harness.name}, {mode}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}

function ModeOf({ tenant, shown: { harness, mode } }: { tenant: string; shown: HarnessMode }) {
  const client = useQueryClient();
  const may = useMay();
  const save = useMutation({
    mutationFn: (next: DraftMode) =>
      unwrap(
        api.PUT("/api/v1/{tenant}/harnesses/{harness}/cassette-mode", {
          params: { path: { tenant, harness: harness.slug } },
          body: { mode: next },
        }),
      ),
    onSettled: () => client.invalidateQueries(cassetteModesQuery(tenant)),
  });
  const current = save.isPending ? save.variables : mode;
  if (!may("harness:write"))
    return <span className="medium">{MODES.find(({ value }) => value === mode)?.label ?? mode}</span>;
  return (
    <>
      <Segmented label="Mode" value={current} onChange={(next) => save.mutate(next)} options={MODES} />
      {save.error && <ErrorState error={save.error} />}
    </>
  );
}

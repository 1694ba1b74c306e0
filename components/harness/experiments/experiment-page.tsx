"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import { CellTable } from "@/components/harness/experiments/cell-table";
import { ExperimentProgress } from "@/components/harness/experiments/experiment-progress";
import { ItemMatrix } from "@/components/harness/experiments/item-matrix";
import { ThresholdTable } from "@/components/harness/experiments/threshold-table";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatMicros, formatNumber } from "@/components/ui/format-number";
import { PageHeader } from "@/components/ui/page-header";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { experimentQuery } from "@/lib/harness/experiments/experiment-queries";
import type { ExperimentView } from "@/lib/harness/experiments/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** One experiment: progress, what each variant reached, and every row with what each variant made of it. */
export function ExperimentPage({ tenant, experimentId }: { tenant: string; experimentId: string }) {
  const { data, error, refetch } = useQuery(experimentQuery(tenant, experimentId));
  useFreshRows(tenant, experimentId, data?.finished);
  return (
    <>
      <TopBarCrumbs>
        <Crumb>{data?.name ?? "Experiment"}</Crumb>
      </TopBarCrumbs>
      <PageHeader
        title={data?.name ?? "Experiment"}
        meta={data && <Meta tenant={tenant} experiment={data} />}
        actions={data?.state === "running" ? <CancelButton tenant={tenant} experiment={data} /> : undefined}
      />
      {data ? (
        <div className="min-h-0 flex-1 overflow-auto">
          {data.state === "running" && <Progress experiment={data} />}
          {data.reason && <p className="px-page pb-3 text-muted">{data.reason}</p>}
          <CellTable experiment={data} />
          <ThresholdTable experiment={data} />
          <ItemMatrix tenant={tenant} experiment={data} />
        </div>
      ) : (
        <div className="p-[20px]">
          {error ? <ErrorState error={error} onRetry={refetch} /> : <Skeleton height={180} />}
        </div>
      )}
    </>
  );
}

/** Rows are read again when more trials are finished. */
function useFreshRows(tenant: string, experimentId: string, finished: number | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (finished) void client.invalidateQueries({ queryKey: [tenant, "experiments", experimentId, "items"] });
  }, [client, tenant, experimentId, finished]);
}

function Meta({ tenant, experiment }: { tenant: string; experiment: ExperimentView }) {
  const { harness, dataset, datasetRev, plan, simulated, spentMicros } = experiment;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link className="link" href={`/${tenant}/harnesses/${harness.slug}/edit`}>
        {harness.name}
      </Link>
      <Link className="link mono s" href={`/${tenant}/datasets/${dataset}?rev=${datasetRev}`}>
        {dataset} r{datasetRev}
      </Link>
      <span>{plan.repeats === 1 ? "each row once" : `each row ${plan.repeats} times`}</span>
      <span>
        {formatMicros(spentMicros)} of {plan.budgetUsd.toFixed(2)} USD
      </span>
      <ExperimentProgress experiment={experiment} />
      {simulated && <SimulatedBadge />}
    </span>
  );
}

function Progress({ experiment: { finished, trials } }: { experiment: ExperimentView }) {
  return (
    <div className="px-page pb-3">
      <div className="mb-1 flex justify-between text-12 text-muted">
        <span>Trials finished</span>
        <span className="num">
          {formatNumber(finished)} of {formatNumber(trials)}
        </span>
      </div>
      <progress className="progress" value={finished} max={trials} aria-label="Trials finished" />
    </div>
  );
}

function CancelButton({ tenant, experiment }: { tenant: string; experiment: ExperimentView }) {
  const may = useMay();
  const client = useQueryClient();
  const toast = useToast();
  const cancel = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/{tenant}/experiments/{experimentId}/cancel", {
          params: { path: { tenant, experimentId: experiment.id } },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [tenant, "experiments"] });
      toast({ title: "The experiment is cancelled", detail: "What is finished stays and counts." });
    },
    onError: (error) => toast({ title: "The experiment was not cancelled", detail: error.message, tone: "fail" }),
  });
  if (!may("draft:run")) return null;
  return (
    <Button variant="danger" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
      <Ban className="i s" aria-hidden />
      Cancel experiment
    </Button>
  );
}

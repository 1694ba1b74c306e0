"use client";
import { useQuery } from "@tanstack/react-query";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FigureRow } from "@/components/ui/figure-row";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table-column";
import type { WorkerView } from "@/lib/runtime/workers/schema";
import { workersQuery } from "@/lib/runtime/workers/worker-queries";

const STATUS = { alive: "ok", draining: "warning", lost: "error" } as const;
const WORD = { alive: "Alive", draining: "Draining", lost: "Lost" } as const;

const COLUMNS: readonly TableColumn<WorkerView>[] = [
  { key: "worker", header: "Worker", cell: (row) => <span className="mono">{row.id.slice(0, 8)}</span> },
  { key: "state", header: "State", cell: (row) => <Status status={STATUS[row.state]} label={WORD[row.state]} /> },
  { key: "runs", header: "Runs now", align: "right", width: "110px", cell: (row) => row.runs },
  { key: "host", header: "Host", cell: (row) => row.host },
  { key: "pid", header: "Process", align: "right", width: "110px", cell: (row) => row.pid },
  { key: "version", header: "Interpreter", width: "120px", cell: (row) => `v${row.version}` },
  { key: "started", header: "Started", cell: (row) => <RelativeTime at={row.startedAt} /> },
  { key: "beat", header: "Last sign of life", cell: (row) => <RelativeTime at={row.lastBeatAt} /> },
];

/** The processes that execute runs, and what waits for them. */
export function WorkersPage({ tenant }: { tenant: string }) {
  const { data, error, refetch, isLoading } = useQuery(workersQuery(tenant));
  const alive = data?.workers.filter((worker) => worker.state === "alive").length ?? 0;
  return (
    <>
      <PageHeader title="Workers" meta="Processes that execute runs. When one dies, its runs go on in another." />
      {data && (
        <FigureRow
          figures={[
            { label: "Alive", value: alive },
            { label: "Runs now", value: data.workers.reduce((sum, worker) => sum + worker.runs, 0) },
            { label: "Queued", value: data.queued },
          ]}
        />
      )}
      <DataTable
        caption="Workers"
        columns={COLUMNS}
        rows={data?.workers}
        rowKey={(row) => row.id}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        empty={
          <EmptyState
            title="No worker is running"
            body="Runs are accepted and wait. Start one with `npm start`, or `npm run worker` anywhere that reaches the database."
          />
        }
      />
    </>
  );
}

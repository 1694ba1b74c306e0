"use client";
import { useQuery } from "@tanstack/react-query";
import { LimitsSection } from "@/components/runtime/workers/limits-section";
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
  {
    key: "state",
    header: "State",
    sort: ({ state }) => state,
    cell: (row) => <Status status={STATUS[row.state]} label={WORD[row.state]} />,
  },
  {
    key: "runs",
    header: "Your runs now",
    align: "right",
    width: "120px",
    sort: ({ runs }) => runs,
    cell: (row) => row.runs,
  },
  {
    key: "places",
    header: "Places taken",
    align: "right",
    width: "120px",
    sort: ({ busy, slots }) => busy / slots,
    cell: (row) => `${row.busy} of ${row.slots}`,
  },
  { key: "host", header: "Host", sort: ({ host }) => host, cell: (row) => row.host },
  { key: "pid", header: "Process", align: "right", width: "110px", cell: (row) => row.pid },
  {
    key: "version",
    header: "Interpreter, formats",
    width: "150px",
    cell: (row) => `v${row.version}, ${row.formats.map((format) => format.split("@")[1]).join(", ")}`,
  },
  {
    key: "started",
    header: "Started",
    sort: ({ startedAt }) => Date.parse(startedAt),
    cell: (row) => <RelativeTime at={row.startedAt} />,
  },
  {
    key: "beat",
    header: "Last sign of life",
    sort: ({ lastBeatAt }) => Date.parse(lastBeatAt),
    cell: (row) => <RelativeTime at={row.lastBeatAt} />,
  },
];

/** The processes that execute runs, and what waits for them. */
export function WorkersPage({ tenant, mayChange }: { tenant: string; mayChange: boolean }) {
  const { data, error, refetch, isLoading } = useQuery(workersQuery(tenant));
  const alive = data?.workers.filter((worker) => worker.state === "alive").length ?? 0;
  return (
    <>
      <PageHeader title="Workers" meta="Processes that execute runs. When one dies, its runs go on in another." />
      {data && (
        <FigureRow
          figures={[
            { label: "Alive", value: alive },
            { label: "Your runs now", value: data.workers.reduce((sum, worker) => sum + worker.runs, 0) },
            {
              label: "Your runs that wait",
              value: data.queued,
              hint: data.oldestQueuedAt && (
                <>
                  oldest since <RelativeTime at={data.oldestQueuedAt} />
                </>
              ),
            },
          ]}
        />
      )}
      <div className="min-h-0 flex-1 overflow-auto">
        <DataTable
          name="workers"
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
        <LimitsSection tenant={tenant} mayChange={mayChange} />
      </div>
    </>
  );
}

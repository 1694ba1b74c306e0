"use client";
import { useQuery } from "@tanstack/react-query";
import { TriggerDrawer } from "@/components/runtime/triggers/trigger-drawer";
import { type TriggerRow, triggerRows } from "@/components/runtime/triggers/trigger-row";
import { useMay } from "@/components/shell/viewer-context";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table-column";
import { useUrlValue } from "@/components/ui/use-url-value";
import { MAX_TRIGGERS } from "@/lib/runtime/triggers/max-triggers";
import type { TriggerList } from "@/lib/runtime/triggers/schema";
import { triggersQuery } from "@/lib/runtime/triggers/trigger-queries";

const COLUMNS: readonly TableColumn<TriggerRow>[] = [
  {
    key: "harness",
    header: "Harness",
    primary: true,
    width: "220px",
    sort: ({ trigger }) => trigger.harness.name,
    cell: ({ trigger }) => <span className="medium">{trigger.harness.name}</span>,
  },
  {
    key: "environment",
    header: "Environment",
    width: "120px",
    sort: ({ trigger }) => trigger.environment,
    cell: ({ trigger }) => trigger.environment,
  },
  {
    key: "what",
    header: "Starts by",
    sort: ({ what }) => what,
    cell: ({ what }) => <span className="mono s">{what}</span>,
  },
  {
    key: "state",
    header: "State",
    width: "120px",
    sort: ({ trigger }) => trigger.state,
    cell: ({ trigger }) =>
      trigger.state === "active" ? <Status status="active" /> : <Status status="parked" label="Paused" />,
  },
  {
    key: "next",
    header: "Next",
    width: "130px",
    sort: ({ nextAt }) => (nextAt ? Date.parse(nextAt) : null),
    cell: ({ nextAt }) => (nextAt ? <RelativeTime at={nextAt} /> : <span className="muted">–</span>),
  },
  {
    key: "last",
    header: "Last",
    width: "190px",
    sort: ({ last }) => last?.label ?? null,
    cell: ({ last }) =>
      last ? <Status status={last.status} label={last.label} /> : <span className="muted">Not yet</span>,
  },
  {
    key: "at",
    header: "When",
    width: "110px",
    align: "right",
    sort: ({ last }) => (last ? Date.parse(last.at) : null),
    cell: ({ last }) => last && <RelativeTime at={last.at} />,
  },
];

const isCut = ({ webhooks, schedules }: TriggerList) =>
  webhooks.length >= MAX_TRIGGERS || schedules.length >= MAX_TRIGGERS;

/** What starts runs by itself: webhook addresses and schedules of the routed releases. */
export function TriggersPage({ tenant }: { tenant: string }) {
  const { data, error, refetch, isLoading } = useQuery(triggersQuery(tenant));
  const mayWrite = useMay()("release:promote");
  const [opened, open] = useUrlValue("trigger");
  const rows = data && triggerRows(data);
  return (
    <>
      <PageHeader
        title="Triggers"
        meta="Webhook addresses and schedules. They come with the release that an environment runs."
      />
      <DataTable
        name="triggers"
        caption="Triggers"
        columns={COLUMNS}
        rows={rows}
        isCut={data && isCut(data)}
        rowKey={(row) => row.key}
        onOpen={(row) => open(row.key)}
        selectedKey={opened}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        empty={
          <EmptyState
            title="Nothing starts by itself"
            body="Draw a webhook or a schedule trigger in a harness, release it and promote the release. Its address or its times appear here."
          />
        }
      />
      <TriggerDrawer
        tenant={tenant}
        trigger={rows?.find((row) => row.key === opened)?.trigger ?? null}
        mayWrite={mayWrite}
        onClose={() => open(null)}
      />
    </>
  );
}

import { PROVIDER_NAMES } from "@/components/governance/models/provider-presets";
import { RelativeTime } from "@/components/ui/relative-time";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table-column";
import type { ConnectionView } from "@/lib/governance/models/schema";

/** A connection that its runs do not call now says so before the result of its last test. */
function ConnectionState({ connection: { state, models } }: { connection: ConnectionView }) {
  const open = models.filter((model) => model.circuit).length;
  if (open === 0) return <Status status={state} />;
  return <Status status="failing" label={open === 1 ? "1 circuit open" : `${open} circuits open`} />;
}

/** The columns of the list of model connections. */
export const CONNECTION_COLUMNS: readonly TableColumn<ConnectionView>[] = [
  {
    key: "name",
    header: "Name",
    primary: true,
    width: "200px",
    sort: ({ name }) => name,
    cell: (row) => <span className="medium">{row.name}</span>,
  },
  {
    key: "provider",
    header: "Protocol",
    width: "160px",
    sort: ({ provider }) => PROVIDER_NAMES[provider],
    cell: (row) => PROVIDER_NAMES[row.provider],
  },
  {
    key: "state",
    header: "State",
    width: "140px",
    sort: ({ state }) => state,
    cell: (row) => <ConnectionState connection={row} />,
  },
  {
    key: "address",
    header: "Address",
    cell: (row) =>
      row.provider === "sandbox" ? <SimulatedBadge /> : <span className="mono muted cut">{row.baseUrl}</span>,
  },
  {
    key: "key",
    header: "Key",
    width: "120px",
    cell: (row) => <span className="muted">{row.hasKey ? "Sealed" : "None"}</span>,
  },
  {
    key: "models",
    header: "Models",
    width: "90px",
    align: "right",
    sort: ({ models }) => models.length,
    cell: (row) => <span className="num">{row.models.length}</span>,
  },
  {
    key: "tested",
    header: "Tested",
    width: "120px",
    align: "right",
    sort: ({ testedAt }) => (testedAt ? Date.parse(testedAt) : null),
    cell: (row) => <span className="muted">{row.testedAt ? <RelativeTime at={row.testedAt} /> : "–"}</span>,
  },
];

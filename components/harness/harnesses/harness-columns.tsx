import Link from "next/link";
import { HarnessOwner } from "@/components/harness/harnesses/harness-owner";
import { RestoreHarness } from "@/components/harness/harnesses/restore-harness";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import type { HarnessView } from "@/lib/harness/harnesses/schema";

type Environment = "staging" | "production";

/** The release that an environment runs: a dot and its number, or words. */
function Routed({ harness, environment }: { harness: HarnessView; environment: Environment }) {
  const route = harness[environment];
  if (!route) return <span className="faint">nothing</span>;
  return (
    <span className="inline-flex items-center gap-2">
      <i className="dot" style={{ color: `var(--env-${environment})` }} />
      <span className="num">r{route.number ?? "?"}</span>
    </span>
  );
}

/** The columns of the list of harnesses of one tenant. */
export const harnessColumns = (tenant: string, mayChooseOwner: boolean): readonly TableColumn<HarnessView>[] => [
  {
    key: "name",
    header: "Harness",
    primary: true,
    sort: ({ name }) => name,
    cell: ({ name }) => (
      <span className="cut block" style={{ maxWidth: "48ch" }}>
        {name}
      </span>
    ),
  },
  {
    key: "slug",
    header: "Called by API as",
    sort: ({ slug }) => slug,
    cell: ({ slug }) => (
      <span className="mono s muted cut block" style={{ maxWidth: "30ch" }} title={slug}>
        {slug}
      </span>
    ),
  },
  {
    key: "steps",
    header: "Steps",
    align: "right",
    width: "80px",
    sort: ({ steps }) => steps,
    cell: ({ steps }) => <span className="num">{steps}</span>,
  },
  {
    key: "staging",
    header: "Staging",
    width: "120px",
    sort: ({ staging }) => staging?.number ?? null,
    cell: (harness) => <Routed harness={harness} environment="staging" />,
  },
  {
    key: "production",
    header: "Production",
    width: "120px",
    sort: ({ production }) => production?.number ?? null,
    cell: (harness) => <Routed harness={harness} environment="production" />,
  },
  {
    key: "releases",
    header: "Releases",
    width: "120px",
    sort: ({ releases }) => releases,
    cell: ({ slug, releases }) => (
      <Link className="link" href={`/${tenant}/harnesses/${slug}/releases`}>
        {releases === 1 ? "1 release" : `${releases} releases`}
      </Link>
    ),
  },
  {
    key: "owner",
    header: "Owner",
    width: "180px",
    cell: (harness) => <HarnessOwner tenant={tenant} harness={harness} mayChoose={mayChooseOwner} />,
  },
  {
    key: "edited",
    header: "Draft edited",
    align: "right",
    width: "130px",
    sort: ({ updatedAt }) => Date.parse(updatedAt),
    cell: ({ updatedAt }) => (
      <span className="muted">
        <RelativeTime at={updatedAt} />
      </span>
    ),
  },
];

/** An archived harness has no pages: it is restored from here. */
export const archivedColumns = (tenant: string, mayRestore: boolean): readonly TableColumn<HarnessView>[] => [
  ...harnessColumns(tenant, false)
    .filter(({ key }) => key !== "edited")
    .map((column) =>
      column.key === "releases"
        ? { ...column, cell: ({ releases }: HarnessView) => <span className="num">{releases}</span> }
        : column,
    ),
  {
    key: "restore",
    header: <span className="sr">Restore</span>,
    align: "right",
    width: "130px",
    cell: (harness) => mayRestore && <RestoreHarness tenant={tenant} harness={harness} />,
  },
];

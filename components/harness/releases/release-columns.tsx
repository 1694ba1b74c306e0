import { ActorName } from "@/components/governance/members/actor-name";
import { ReadinessCounts } from "@/components/harness/releases/readiness-counts";
import { ENVIRONMENT_WORD, promotionsOf, type RouteChange } from "@/components/harness/releases/route-change";
import { Button } from "@/components/ui/button";
import { CopyId } from "@/components/ui/copy-id";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table-column";
import type { ReleaseList, ReleaseView } from "@/lib/harness/releases/schema";

type Options = {
  tenant: string;
  list: ReleaseList | undefined;
  /** Absent when the viewer may not promote. */
  onPromote: ((change: RouteChange) => void) | undefined;
};

/** The columns of the list of releases, with the promotions that each may get. */
export const releaseColumns = ({ tenant, list, onPromote }: Options): readonly TableColumn<ReleaseView>[] => [
  {
    key: "number",
    header: "Release",
    primary: true,
    width: "90px",
    sort: ({ number }) => number,
    cell: ({ number }) => <span className="num">r{number}</span>,
  },
  {
    key: "environments",
    header: "Runs in",
    width: "180px",
    cell: ({ environments, revoked }) => (
      <span className="inline-flex items-center gap-3">
        {environments.map((environment) => (
          <span key={environment} className="inline-flex items-center gap-1.5">
            <i className="dot" style={{ color: `var(--env-${environment})` }} />
            {ENVIRONMENT_WORD[environment]}
          </span>
        ))}
        {revoked && <Status status="revoked" />}
        {environments.length === 0 && !revoked && <span className="faint">nowhere</span>}
      </span>
    ),
  },
  { key: "readiness", header: "Readiness", cell: ({ findings }) => <ReadinessCounts findings={findings} /> },
  {
    key: "steps",
    header: "Steps",
    align: "right",
    width: "70px",
    sort: ({ steps }) => steps,
    cell: ({ steps }) => <span className="num">{steps}</span>,
  },
  {
    key: "uses",
    header: "Models and tools",
    cell: ({ models, tools }) => (
      <span
        className="mono s cut block text-muted"
        style={{ maxWidth: "34ch" }}
        title={[...models, ...tools].join(", ")}
      >
        {[...models, ...tools].join(", ") || "none"}
      </span>
    ),
  },
  {
    key: "hash",
    header: "Content",
    width: "110px",
    cell: ({ contentHash }) => <CopyId id={contentHash} label={contentHash.slice(0, 8)} />,
  },
  {
    key: "made",
    header: "Made",
    sort: ({ at }) => Date.parse(at),
    cell: ({ at, createdBy }) => (
      <span className="muted">
        <RelativeTime at={at} /> by <ActorName tenant={tenant} actor={createdBy} />
      </span>
    ),
  },
  {
    key: "actions",
    header: <span className="sr">Actions</span>,
    align: "right",
    cell: (release) =>
      list &&
      onPromote && (
        <span className="inline-flex gap-2">
          {promotionsOf(release, list).map((change) => (
            <Button key={change.environment} size="sm" onClick={() => onPromote(change)}>
              Promote to {change.environment}
            </Button>
          ))}
        </span>
      ),
  },
];

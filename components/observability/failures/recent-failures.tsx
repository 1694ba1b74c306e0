import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { FailureCell } from "@/lib/observability/failures/schema";
import { formatDuration } from "@/lib/platform/time/format-duration";

type Props = { tenant: string; recent: FailureCell["recent"] };

/** The newest runs in which the node failed, and whether a retry saved them. */
export function RecentFailures({ tenant, recent }: Props) {
  return (
    <ul className="grid">
      {recent.map((run) => (
        <li key={run.id}>
          <Link
            href={`/${tenant}/runs/${run.id}`}
            className="-mx-2 grid grid-cols-[44px_minmax(0,1fr)_auto_auto] items-center gap-2 rounded-md px-2 py-1 hover:bg-surface-2"
          >
            <span className="mono s faint">{run.id.slice(-4)}</span>
            <Status
              status={run.status}
              label={run.status === "succeeded" ? `recovered, attempt ${run.attempt} failed` : run.class}
            />
            <span className="num s muted">{run.durationMs === null ? "" : formatDuration(run.durationMs)}</span>
            <span className="s faint">
              <RelativeTime at={run.at} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

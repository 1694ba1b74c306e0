import { RelativeTime } from "@/components/ui/relative-time";
import type { FailureCell } from "@/lib/observability/failures/schema";

/** Failures that share a fingerprint, most first. */
export function ErrorGroups({ groups }: { groups: FailureCell["groups"] }) {
  return (
    <ul className="grid gap-2.5">
      {groups.map((group) => (
        <li key={group.fingerprint} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
          <p className="font-medium text-13 [overflow-wrap:anywhere]">{group.message || group.class}</p>
          <span className="num text-13">{group.failed}</span>
          <p className="text-12 text-muted">
            <span className="mono s">{group.class}</span>, first <RelativeTime at={group.firstAt} />
            {group.releases.length > 0 && `, ${releaseRange(group.releases)}`}
          </p>
        </li>
      ))}
    </ul>
  );
}

function releaseRange(releases: readonly number[]): string {
  const [first, last] = [releases[0], releases.at(-1)];
  return first === last ? `r${first}` : `r${first} to r${last}`;
}

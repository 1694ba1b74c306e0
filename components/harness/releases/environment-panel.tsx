import { Undo2 } from "lucide-react";
import { ActorName } from "@/components/governance/members/actor-name";
import { ENVIRONMENT_WORD, type RouteChange, type RoutedEnvironment } from "@/components/harness/releases/route-change";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ReleaseList, ReleaseView } from "@/lib/harness/releases/schema";

type Props = {
  tenant: string;
  environment: RoutedEnvironment;
  release: ReleaseView | null;
  /** The change that led to it. */
  since: ReleaseList["events"][number] | undefined;
  /** Absent when there is no older release, or no right to go back. */
  rollback: RouteChange | null;
  onChange: (change: RouteChange) => void;
};

/** What one environment runs now, since when, by whom; and the way back. */
export function EnvironmentPanel({ tenant, environment, release, since, rollback, onChange }: Props) {
  return (
    <section className="flex min-w-0 items-start gap-3 px-page py-3" aria-label={ENVIRONMENT_WORD[environment]}>
      <div className="grow">
        <h2 className="flex items-center gap-2 text-12 text-muted">
          <i className="dot" style={{ color: `var(--env-${environment})` }} />
          {ENVIRONMENT_WORD[environment]}
        </h2>
        <p className="font-medium text-22 tabular-nums tracking-[-0.02em]">
          {release ? `r${release.number}` : "Nothing"}
        </p>
        <p className="text-12 text-faint">
          {release && since ? (
            <>
              since <RelativeTime at={since.at} />, by <ActorName tenant={tenant} actor={since.by} />
              {since.reason && `: ${since.reason}`}
            </>
          ) : (
            `A run that is started in ${environment} is refused.`
          )}
        </p>
      </div>
      {rollback && (
        <Button onClick={() => onChange(rollback)}>
          <Undo2 className="i s" aria-hidden />
          Roll back
        </Button>
      )}
    </section>
  );
}

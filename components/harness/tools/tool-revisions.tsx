import { ActorName } from "@/components/governance/members/actor-name";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ToolDetail } from "@/lib/harness/tools/schema";

/** Who changed a tool, when and why. */
export function ToolRevisions({ tenant, revisions }: { tenant: string; revisions: ToolDetail["revisions"] }) {
  if (revisions.length === 0) return null;
  return (
    <section aria-label="Revisions">
      <h3 className="label mb-2">Revisions</h3>
      <ol className="grid gap-2">
        {revisions.map(({ rev, message, by, at }) => (
          <li key={rev} className="flex items-baseline gap-3">
            <span className="num">{rev}</span>
            <span className="min-w-0 grow [overflow-wrap:anywhere]">
              {message || (rev === 1 ? "Registered" : "No note")}
            </span>
            <span className="text-12 text-muted">
              <ActorName tenant={tenant} actor={by} />, <RelativeTime at={at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

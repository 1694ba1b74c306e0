import { CircleArrowUp, Undo2 } from "lucide-react";
import { ActorName } from "@/components/governance/members/actor-name";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ReleaseList } from "@/lib/harness/releases/schema";

type RouteEvent = ReleaseList["events"][number];

/** How the environments came to run what they run, newest first. */
export function ReleaseHistory({ tenant, events }: { tenant: string; events: readonly RouteEvent[] }) {
  if (events.length === 0) return null;
  return (
    <section className="px-page py-4" aria-label="History">
      <h2 className="mb-2 font-semibold text-13">History</h2>
      <ol className="grid gap-2">
        {events.map((event) => (
          <li key={event.id} className="flex items-baseline gap-2">
            {event.kind === "promote" ? (
              <CircleArrowUp className="i s muted self-center" aria-hidden />
            ) : (
              <Undo2 className="i s warn self-center" aria-hidden />
            )}
            <span>{sentenceOf(event)}</span>
            {event.reason && <span className="text-muted">“{event.reason}”</span>}
            <span className="text-12 text-faint">
              <ActorName tenant={tenant} actor={event.by} />, <RelativeTime at={event.at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function sentenceOf({ kind, environment, from, to }: RouteEvent): string {
  const before = from === null ? "" : `, instead of r${from}`;
  if (kind === "promote") return `r${to} promoted to ${environment}${before}`;
  return `${environment.charAt(0).toUpperCase()}${environment.slice(1)} rolled back to r${to}${before}`;
}

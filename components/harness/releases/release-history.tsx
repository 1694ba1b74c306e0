import { Ban, CircleArrowUp, type LucideIcon, Undo2 } from "lucide-react";
import { ActorName } from "@/components/governance/members/actor-name";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ReleaseList, ReleaseView } from "@/lib/harness/releases/schema";

type RouteEvent = ReleaseList["events"][number];
type Entry = { id: string; icon: LucideIcon; tone: string; sentence: string; by: string; reason: string; at: string };
type Props = { tenant: string; events: readonly RouteEvent[]; releases: readonly ReleaseView[] };

/** How the environments came to run what they run, and which releases were revoked, newest first. */
export function ReleaseHistory({ tenant, events, releases }: Props) {
  const entries = [...events.map(entryOfEvent), ...releases.flatMap(entriesOfRelease)].sort((one, other) =>
    other.at.localeCompare(one.at),
  );
  if (entries.length === 0) return null;
  return (
    <section className="px-page py-4" aria-label="History">
      <h2 className="mb-2 font-semibold text-13">History</h2>
      <ol className="grid gap-2">
        {entries.map(({ id, icon: Icon, tone, sentence, by, reason, at }) => (
          <li key={id} className="flex gap-2">
            <Icon className={`i s ${tone} mt-[3px] flex-none`} aria-hidden />
            <div className="flex min-w-0 flex-wrap items-baseline gap-x-2">
              <span>{sentence}</span>
              {reason && <span className="min-w-0 text-muted [overflow-wrap:anywhere]">“{reason}”</span>}
              <span className="text-12 text-faint">
                <ActorName tenant={tenant} actor={by} />, <RelativeTime at={at} />
              </span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

const entryOfEvent = ({ id, by, reason, at, ...event }: RouteEvent): Entry => ({
  ...{ id, by, reason, at, sentence: sentenceOf(event) },
  ...(event.kind === "promote" ? { icon: CircleArrowUp, tone: "muted" } : { icon: Undo2, tone: "warn" }),
});

const entriesOfRelease = ({ id, number, revoked }: ReleaseView): Entry[] =>
  revoked ? [{ ...revoked, id: `revoked ${id}`, icon: Ban, tone: "fail", sentence: `r${number} revoked` }] : [];

function sentenceOf({ kind, environment, from, to }: Pick<RouteEvent, "kind" | "environment" | "from" | "to">): string {
  const before = from === null ? "" : `, instead of r${from}`;
  if (kind === "promote") return `r${to} promoted to ${environment}${before}`;
  return `${environment.charAt(0).toUpperCase()}${environment.slice(1)} rolled back to r${to}${before}`;
}

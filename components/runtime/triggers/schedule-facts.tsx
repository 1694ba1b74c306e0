import Link from "next/link";
import { LOOKS } from "@/components/runtime/triggers/trigger-row";
import { Facts } from "@/components/ui/facts";
import { Status } from "@/components/ui/status";
import type { ScheduleView } from "@/lib/runtime/triggers/schema";

const OVERLAP = {
  skip: "The time is skipped",
  queue: "It waits until that run is over",
  "cancel-previous": "That run is cancelled",
} as const;
const CATCH_UP = { none: "Not made up for", last: "Only the last one is made up for" } as const;

/** When a schedule comes next, and what became of its last times. Times are those of the reader; the zone is the schedule's. */
export function ScheduleFacts({ tenant, schedule }: { tenant: string; schedule: ScheduleView }) {
  return (
    <>
      <Facts
        facts={[
          ["Times", <span key="times" className="mono">{`${schedule.cron}, ${schedule.zone}`}</span>],
          ["Environment", schedule.environment],
          ["While a run goes on", OVERLAP[schedule.overlap]],
          ["Missed times", CATCH_UP[schedule.catchUp]],
        ]}
      />
      <section className="grid gap-2" aria-label="Next times">
        <h2 className="font-semibold text-14">Next times</h2>
        {schedule.next.length === 0 ? (
          <p className="text-muted">None while it is paused.</p>
        ) : (
          <ol className="grid gap-1">
            {schedule.next.map((at) => (
              <li key={at} className="num">
                <time dateTime={at}>{inZone(at, schedule.zone)}</time>
              </li>
            ))}
          </ol>
        )}
      </section>
      <section className="grid gap-2" aria-label="Last times">
        <h2 className="font-semibold text-14">Last times</h2>
        {schedule.ticks.length === 0 ? (
          <p className="text-muted">None yet.</p>
        ) : (
          <ul className="grid gap-1">
            {schedule.ticks.map(({ dueAt, outcome, detail, runId }) => (
              <li key={dueAt} className="flex flex-wrap items-center gap-x-3">
                <time dateTime={dueAt} className="num">
                  {inZone(dueAt, schedule.zone)}
                </time>
                <Status status={LOOKS[outcome]?.status ?? outcome} label={LOOKS[outcome]?.label} />
                {detail && <span className="text-12 text-muted">{detail}</span>}
                {runId && (
                  <Link className="linkish ml-auto" href={`/${tenant}/runs/${runId}`}>
                    Open the run
                  </Link>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

const inZone = (at: string, timeZone: string): string =>
  new Date(at).toLocaleString("en-GB", { timeZone, dateStyle: "medium", timeStyle: "short" });

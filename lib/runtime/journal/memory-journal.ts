import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import {
  type ClaimedRun,
  type Journal,
  LEASE_MS,
  type Refusal,
  type RunProgress,
  type RunRef,
} from "@/lib/runtime/journal/journal";

type Row = Omit<ClaimedRun, "epoch" | "lastSeq"> & {
  epoch: number;
  status: "queued" | RunProgress["status"];
  leaseUntil: number;
  entries: { epoch: number; event: JournalEvent }[];
  progress: RunProgress | null;
  wakeAt: number | null;
};

const rowOf = (run: Omit<ClaimedRun, "epoch" | "lastSeq" | "startedAt">): Row => ({
  ...run,
  startedAt: 0,
  epoch: 0,
  status: "queued",
  leaseUntil: 0,
  entries: [],
  progress: null,
  wakeAt: null,
});

/** A parked run is nobody's; one to which something was brought meanwhile is queued instead. */
function placeAfter(row: Row, { park, status }: RunProgress): Pick<Row, "status" | "wakeAt"> {
  const isNudged = park !== null && row.nudges > park.seenNudges;
  return isNudged ? { status: "queued", wakeAt: null } : { status, wakeAt: park?.wakeAt ?? null };
}

function refusalOf(row: Row, nowMs: number): Refusal | null {
  if (row.status === "queued") return null;
  if (row.status === "running") return row.leaseUntil >= nowMs ? "held" : null;
  if (row.status === "parked") return row.wakeAt === null || row.wakeAt > nowMs ? "parked" : null;
  return "gone";
}

/** A journal in memory, for tests: the same fence and the same answers as Postgres. */
export function memoryJournal(clock: { now(): number } = { now: () => Date.now() }) {
  const rows = new Map<string, Row>();
  const find = (run: RunRef) => {
    const row = rows.get(run.runId);
    return row?.tenantId === run.tenantId ? row : undefined;
  };
  const held = (run: RunRef, epoch: number) => {
    const row = find(run);
    return row?.status === "running" && row.epoch === epoch ? row : undefined;
  };
  const journal: Journal = {
    async claim(run, { nowMs }) {
      const row = find(run);
      const why = row ? refusalOf(row, clock.now()) : "gone";
      if (!row || why) return { kind: "refused", why: why ?? "gone" };
      Object.assign(row, { status: "running", epoch: row.epoch + 1, leaseUntil: clock.now() + LEASE_MS, wakeAt: null });
      row.startedAt ||= nowMs;
      const {
        status: _status,
        leaseUntil: _leaseUntil,
        entries,
        progress: _progress,
        wakeAt: _wakeAt,
        ...claimed
      } = row;
      const events = entries.map(({ event }) => structuredClone(event));
      const lastEpoch = entries.at(-1)?.epoch ?? 0;
      return { kind: "claimed", run: { ...claimed, lastSeq: entries.length }, events, lastEpoch };
    },
    async renew(run, epoch) {
      const row = held(run, epoch);
      if (!row) return null;
      row.leaseUntil = clock.now() + LEASE_MS;
      return { cancelRequested: row.cancelRequested, nudges: row.nudges };
    },
    async release(run, epoch) {
      Object.assign(held(run, epoch) ?? {}, { leaseUntil: 0 });
    },
    async read(run) {
      const entries = find(run)?.entries ?? [];
      return { events: entries.map(({ event }) => structuredClone(event)), lastEpoch: entries.at(-1)?.epoch ?? 0 };
    },
    async append(run, epoch, firstSeq, events, progress) {
      const row = held(run, epoch);
      if (!row) return false;
      if (row.entries.length + 1 !== firstSeq)
        throw new Error(`Entry ${firstSeq} does not follow ${row.entries.length}.`);
      row.entries.push(...events.map((event) => ({ epoch, event: structuredClone(event) })));
      Object.assign(row, { ...placeAfter(row, progress), progress, leaseUntil: clock.now() + LEASE_MS });
      return true;
    },
  };
  return {
    journal,
    /** Puts a queued run in. */
    put: (run: Parameters<typeof rowOf>[0]) => rows.set(run.runId, rowOf(run)),
    /** What `wake_run` does in Postgres. */
    wake: (runId: string) => {
      const row = rows.get(runId);
      if (!row) return;
      row.nudges += 1;
      if (row.status === "parked") Object.assign(row, { status: "queued", wakeAt: null });
    },
    statusOf: (runId: string) => rows.get(runId)?.status ?? null,
    expireLease: (runId: string) => Object.assign(rows.get(runId) ?? {}, { leaseUntil: 0 }),
    requestCancel: (runId: string) => Object.assign(rows.get(runId) ?? {}, { cancelRequested: true }),
    progressOf: (runId: string) => rows.get(runId)?.progress ?? null,
  };
}

import type { Brought } from "@/lib/runtime/interpreter/answers-for";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import type { Inbox } from "@/lib/runtime/journal/inbox";
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

/** Leases pass by the clock of the journal, waits by the clock of the worker. */
function refusalOf(row: Row, journalMs: number, workerMs: number): Refusal | null {
  if (row.status === "queued") return null;
  if (row.status === "running") return row.leaseUntil >= journalMs ? "held" : null;
  if (row.status === "parked") return row.wakeAt === null || row.wakeAt > workerMs ? "parked" : null;
  return "gone";
}

const nothing = (): Brought => ({ signals: [], approvals: [], subRuns: [], decisions: [] });

type Rows = { find(run: RunRef): Row | undefined; byId: Map<string, Row>; clock: { now(): number } };

/** A journal in memory, for tests: the same fence and the same answers as Postgres; and what is brought to its runs. */
export function memoryJournal(clock: { now(): number } = { now: () => Date.now() }) {
  const byId = new Map<string, Row>();
  const find = (run: RunRef) => {
    const row = byId.get(run.runId);
    return row?.tenantId === run.tenantId ? row : undefined;
  };
  const rows: Rows = { find, byId, clock };
  return {
    journal: journalOf(rows),
    ...outsideOf(rows),
    /** Puts a queued run in. */
    put: (run: Parameters<typeof rowOf>[0]) => byId.set(run.runId, rowOf(run)),
    statusOf: (runId: string) => byId.get(runId)?.status ?? null,
    expireLease: (runId: string) => Object.assign(byId.get(runId) ?? {}, { leaseUntil: 0 }),
    requestCancel: (runId: string) => Object.assign(byId.get(runId) ?? {}, { cancelRequested: true }),
    progressOf: (runId: string) => byId.get(runId)?.progress ?? null,
  };
}

function journalOf({ find, clock }: Rows): Journal {
  const held = (run: RunRef, epoch: number) => {
    const row = find(run);
    return row?.status === "running" && row.epoch === epoch ? row : undefined;
  };
  return {
    async claim(run, { nowMs }) {
      const row = find(run);
      const why = row ? refusalOf(row, clock.now(), nowMs) : "gone";
      if (!row || why) return { kind: "refused", why: why ?? "gone" };
      Object.assign(row, { status: "running", epoch: row.epoch + 1, leaseUntil: clock.now() + LEASE_MS, wakeAt: null });
      row.startedAt ||= nowMs;
      const { status: _status, leaseUntil: _lease, entries, progress: _progress, wakeAt: _wakeAt, ...claimed } = row;
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
}

function outsideOf({ find, byId }: Rows) {
  const cancelledSubRuns: string[] = [];
  const brought = new Map<string, Brought>();
  const inbox: Inbox = {
    read: async (run) => structuredClone({ ...(brought.get(run.runId) ?? nothing()), nudges: find(run)?.nudges ?? 0 }),
    expireApproval: async (run, id) => !brought.get(run.runId)?.approvals.some((one) => one.id === id),
    cancelSubRun: async (_run, stepKey) => void cancelledSubRuns.push(stepKey),
  };
  /** What `wake_run` does in Postgres. */
  const wake = (runId: string) => {
    const row = byId.get(runId);
    if (!row) return;
    row.nudges += 1;
    if (row.status === "parked") Object.assign(row, { status: "queued", wakeAt: null });
  };
  return {
    inbox,
    wake,
    /** Step keys whose sub-runs were asked to end. */
    cancelledSubRuns,
    /** Brings something to a run and wakes it, as one transaction does in Postgres. */
    bring(runId: string, what: Partial<Brought>) {
      const { signals, approvals, subRuns, decisions } = brought.get(runId) ?? nothing();
      brought.set(runId, {
        signals: [...signals, ...(what.signals ?? [])],
        approvals: [...approvals, ...(what.approvals ?? [])],
        subRuns: [...subRuns, ...(what.subRuns ?? [])],
        decisions: [...decisions, ...(what.decisions ?? [])],
      });
      wake(runId);
    },
  };
}

import { z } from "zod";
import { Batch } from "@/lib/platform/db/batch";
import { workerPool, workerStatement } from "@/lib/platform/db/worker-pool.server";
import { projectId } from "@/lib/platform/ids/branded-id";
import { BoundModels } from "@/lib/release/bound-models";
import { Environment, RunLimits, RunOptions } from "@/lib/release/run-request";
import { Variables } from "@/lib/release/variables";
import { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import {
  type Claim,
  type Claimant,
  type ClaimedRun,
  type Journal,
  LEASE_MS,
  type RunProgress,
  type RunRef,
} from "@/lib/runtime/journal/journal";
import { type CallRow, takeCalls } from "@/lib/runtime/memory/call-records.server";

/** One write at a time is under way: under load the group grows, and one commit serves many runs. */
const GROUPS = { lanes: 1, maxItems: 64 };

type Append = {
  run: RunRef;
  epoch: number;
  firstSeq: number;
  events: readonly JournalEvent[];
  progress: RunProgress;
  calls: CallRow[];
};
type Renewal = { run: RunRef; epoch: number };

const appends = new Batch<Append, boolean>(writeAppends, GROUPS);
const renewals = new Batch<Renewal, Awaited<ReturnType<Journal["renew"]>>>(writeRenewals, GROUPS);

/** The journal in Postgres, on the role `slip_worker`. Each statement sets the tenant of each row it touches itself. */
export const postgresJournal: Journal = {
  claim,
  renew: (run, epoch) => renewals.add({ run, epoch }),
  async release({ tenantId, runId }, epoch) {
    await workerStatement(tenantId, {
      text: "UPDATE run SET lease_until = now() - interval '1 ms' WHERE tenant_id = $1 AND id = $2 AND epoch = $3 AND status = 'running'",
      values: [tenantId, runId, epoch],
    });
  },
  async read({ tenantId, runId }) {
    const { rows } = await workerStatement(tenantId, {
      text: "SELECT epoch, payload FROM journal_entry WHERE tenant_id = $1 AND run_id = $2 ORDER BY seq",
      values: [tenantId, runId],
    });
    return { events: rows.map((row) => JournalEvent.parse(row.payload)), lastEpoch: rows.at(-1)?.epoch ?? 0 };
  },
  append: (run, epoch, firstSeq, events, progress) =>
    appends.add({ run, epoch, firstSeq, events, progress, calls: takeCalls(run.runId) }),
};

async function claim(run: RunRef, { workerId, nowMs, formats }: Claimant): Promise<Claim> {
  const { rows } = await workerPool().query({
    name: "journal_claim",
    text: `SELECT journal_claim($1, $2, $3, $4, $5, ${LEASE_MS}) AS claim`,
    values: [run.tenantId, run.runId, workerId, nowMs, formats],
  });
  const given = ClaimAnswer.safeParse(rows[0]?.claim);
  if (!given.success) return unreadable(rows[0]?.claim, given.error);
  const answer = given.data;
  if ("refused" in answer) return { kind: "refused", why: answer.refused };
  return { kind: "claimed", run: claimedRun(run, answer), events: answer.events, lastEpoch: answer.last_epoch };
}

/** In the order of their ids: two workers that meet on the same rows wait for each other, they do not deadlock. */
async function writeAppends(items: Append[]): Promise<boolean[]> {
  const order = items.map((_, index) => index).sort((one, other) => compareRuns(items[one], items[other]));
  const batch = order.flatMap((index) => (items[index] ? [appendOf(items[index])] : []));
  const { rows } = await workerPool().query({
    name: "journal_write",
    text: `SELECT journal_write($1, ${LEASE_MS}) AS held`,
    values: [JSON.stringify(batch)],
  });
  const held = z.array(z.boolean()).length(items.length).parse(rows[0]?.held);
  const answers: boolean[] = [];
  for (const [place, index] of order.entries()) answers[index] = held[place] === true;
  return answers;
}

const compareRuns = (one?: Append, other?: Append) => ((one?.run.runId ?? "") < (other?.run.runId ?? "") ? -1 : 1);

function appendOf({ run, epoch, firstSeq, events, progress, calls }: Append) {
  const { failure, usage, ...shown } = progress;
  return {
    tenant: run.tenantId,
    run: run.runId,
    epoch,
    seq: firstSeq,
    events,
    progress: { ...shown, error: failure, ...usage },
    ...(calls.length > 0 && { calls }),
  };
}

async function writeRenewals(items: Renewal[]) {
  const { rows } = await workerPool().query({
    name: "journal_renew",
    text: `SELECT run_id, cancel_requested, nudges FROM journal_renew($1, $2, $3, ${LEASE_MS})`,
    values: [items.map(({ run }) => run.tenantId), items.map(({ run }) => run.runId), items.map(({ epoch }) => epoch)],
  });
  const held = new Map<string, { cancelRequested: boolean; nudges: number }>(
    rows.map((row) => [row.run_id, { cancelRequested: row.cancel_requested, nudges: row.nudges }]),
  );
  return items.map(({ run }) => held.get(run.runId) ?? null);
}

const milliseconds = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** What `journal_claim` answers. */
const ClaimAnswer = z.union([
  z.object({ refused: z.enum(["gone", "held", "parked", "limit", "format"]) }),
  z.object({
    run: z.object({
      epoch: z.number(),
      harness_id: z.string(),
      release_id: z.string(),
      project_id: z.string().transform(projectId),
      environment: Environment,
      trigger: z.string(),
      thread_id: z.string().nullable(),
      end_user: z.string().nullable(),
      started_by: z.string(),
      options: RunOptions,
      vars: Variables,
      models: BoundModels,
      input: z.json(),
      nudges: z.number(),
      parent_run_id: z.string().nullable(),
      parent_step_key: z.string().nullable(),
      depth: z.number(),
      taint: z.array(z.enum(["untrustedInput", "readSensitive"])),
      limits: RunLimits.nullable(),
      queued_at: milliseconds,
      started_at: milliseconds,
      cancel_requested_at: z.string().nullable(),
    }),
    harness_slug: z.string(),
    release_number: z.number().nullable(),
    events: z.array(JournalEvent),
    last_epoch: z.number(),
  }),
]);

const ClaimFacts = z.object({
  run: z.object({ epoch: z.number() }),
  events: z.array(z.unknown()),
  last_epoch: z.number(),
});

function unreadable(given: unknown, cause: Error): Claim {
  const { run, events, last_epoch } = ClaimFacts.parse(given);
  return { kind: "unreadable", epoch: run.epoch, lastEpoch: last_epoch, nextSeq: events.length + 1, cause };
}

function claimedRun(ref: RunRef, answer: Extract<z.infer<typeof ClaimAnswer>, { run: unknown }>): ClaimedRun {
  const { run } = answer;
  return {
    ...ref,
    epoch: run.epoch,
    harnessId: run.harness_id,
    harnessSlug: answer.harness_slug,
    releaseId: run.release_id,
    releaseNumber: answer.release_number,
    projectId: run.project_id,
    environment: run.environment,
    trigger: run.trigger,
    threadId: run.thread_id,
    endUser: run.end_user,
    startedBy: run.started_by,
    options: run.options,
    vars: run.vars,
    models: run.models,
    input: run.input,
    lastSeq: answer.events.length,
    nudges: run.nudges,
    parent: run.parent_run_id === null ? null : { runId: run.parent_run_id, stepKey: run.parent_step_key ?? "" },
    depth: run.depth,
    taint: run.taint,
    limits: run.limits,
    queuedAt: run.queued_at,
    startedAt: run.started_at,
    cancelRequested: run.cancel_requested_at !== null,
  };
}

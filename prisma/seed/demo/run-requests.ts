import { setTimeout as wait } from "node:timers/promises";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import type { SpanSink } from "@/lib/observability/spans/span-sink";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { type Clock, scaledClock } from "@/lib/platform/time/clock";
import { startRun } from "@/lib/runtime/runs/mutations.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";
import type { DemoRequest } from "@/prisma/seed/demo/requests";

/** How much faster than real time the demo lives. */
const RATE = 8;
const WORKER = "demo-seed";
const RESERVED_MS = 3_600_000;

export type TimedRequest = DemoRequest & { at: number; key: string; endUser: string };
type Tenant = { tenantId: TenantId; slug: string };

/**
 * Executes requests with the parts of production, each at its own time in the past, several at once. A run is reserved in
 * the transaction that makes it, so that no worker of the installation takes it at the wrong time.
 */
export async function runRequests(
  tenant: Tenant,
  requests: readonly TimedRequest[],
  sink: SpanSink,
  lanes: number,
): Promise<number> {
  const waiting = [...requests];
  let done = 0;
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await runOne(tenant, next, sink);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return done;
}

async function runOne({ tenantId, slug }: Tenant, request: TimedRequest, sink: SpanSink): Promise<void> {
  const actor = systemActor(WORKER, tenantId, slug);
  const body = {
    harness: request.harness,
    environment: "production" as const,
    input: request.input,
    thread: null,
    endUser: request.endUser,
  };
  const runId = await tenantTransaction(tenantId, async (db) => {
    const started = await startRun(db, actor, body, { idempotencyKey: request.key, nowMs: request.at });
    if (!started.created) return null;
    await db.run.updateMany({
      where: { tenantId, id: started.runId },
      data: { status: "running", workerId: WORKER, leaseUntil: new Date(Date.now() + RESERVED_MS) },
    });
    return started.runId;
  });
  if (!runId) return;
  const clock = scaledClock(request.at, RATE);
  const parts = productionParts({ sink, clock, sleep: sleepOn(clock) });
  await new SegmentPool({ ...parts, workerId: WORKER }).execute({ tenantId, runId });
}

const sleepOn =
  (clock: Clock) =>
  (ms: number, signal?: AbortSignal): Promise<void> =>
    wait(ms / (clock.rate ?? 1), undefined, signal ? { signal } : {});

import { setTimeout as sleep } from "node:timers/promises";
import { bisectBatch } from "@/lib/observability/spans/bisect-batch";
import { type SpanBatch, SpanBuffer } from "@/lib/observability/spans/span-buffer";
import { closedRecord, openRecord } from "@/lib/observability/spans/span-record";
import type { FlushReport, SpanSink } from "@/lib/observability/spans/span-sink";
import { writeSpanBatch } from "@/lib/observability/spans/write-span-batch.server";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { log } from "@/lib/platform/log/log.server";

const FLUSH_MS = 100;
const BATCH = 500;
const LIMIT = { spans: 20_000, bytes: 64_000_000 };
const TRIES = 3;
/** Classes of SQLSTATE that speak of the data in the batch; everything else is the connection or the server. */
const DATA_ERROR = /^(22|23|42)/;

/**
 * The span sink of the worker: batches for 100 ms, one transaction per tenant and batch, after the journal's own.
 * Connection errors are tried three times; a row that the database refuses is left out alone.
 */
export function createPostgresSpanSink(): SpanSink & { stop(): Promise<FlushReport> } {
  const buffer = new SpanBuffer(LIMIT);
  const report: FlushReport = { written: 0, rejected: 0, dropped: 0 };
  let timer: NodeJS.Timeout | null = null;
  let draining: Promise<void> | null = null;

  const attempt = (tenantId: TenantId, batch: SpanBatch) =>
    workerTransaction(tenantId, (client) => writeSpanBatch(client, tenantId, batch)).then(
      (written) => ({ written }),
      (error: unknown) => ({ error }),
    );
  const write = async (tenantId: TenantId, batch: SpanBatch): Promise<void> => {
    let last: unknown = null;
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const result = await attempt(tenantId, batch);
      if ("written" in result) {
        report.written += result.written;
        return;
      }
      if (isDataError(result.error)) return await rejectSmallest(tenantId, batch, result.error);
      last = result.error;
      await sleep(FLUSH_MS * tries);
    }
    report.dropped += batch.spans.length;
    log().warn({ error: String(last), spans: batch.spans.length }, "spans were lost");
  };
  const rejectSmallest = async (tenantId: TenantId, batch: SpanBatch, error: unknown): Promise<void> => {
    const halves = bisectBatch(batch);
    if (!halves) {
      report.rejected += 1;
      log().warn({ error: String(error) }, "a span was refused");
      return;
    }
    for (const half of halves) await write(tenantId, half);
  };
  const drain = async (): Promise<void> => {
    for (let next = buffer.take(BATCH); next; next = buffer.take(BATCH)) await write(next.tenantId, next.batch);
  };
  const drainOnce = (): Promise<void> => {
    draining ??= drain().finally(() => {
      draining = null;
      if (!buffer.isEmpty) schedule();
    });
    return draining;
  };
  const schedule = () => {
    timer ??= setTimeout(() => {
      timer = null;
      void drainOnce();
    }, FLUSH_MS);
  };
  const flush = async (deadlineMs: number): Promise<FlushReport> => {
    const until = Date.now() + deadlineMs;
    while ((!buffer.isEmpty || draining) && Date.now() < until)
      await Promise.race([drainOnce(), sleep(Math.max(1, until - Date.now()))]);
    return { ...report, dropped: report.dropped + buffer.dropped };
  };
  return {
    runChanged(run) {
      buffer.putRun(run);
      schedule();
    },
    start(span) {
      buffer.putSpan(openRecord(span));
      schedule();
    },
    end(span) {
      buffer.putSpan(closedRecord(span));
      schedule();
    },
    flush,
    async stop() {
      const result = await flush(FLUSH_MS * 50);
      if (timer) clearTimeout(timer);
      return result;
    },
  };
}

function isDataError(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && DATA_ERROR.test(String(error.code));
}

import { statusRank } from "@/lib/observability/spans/run-status";
import type { SpanRecord } from "@/lib/observability/spans/span-record";
import type { RunRow } from "@/lib/observability/spans/span-sink";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** What one transaction writes, all of one tenant. `incomplete` names traces that lost something before they got here. */
export type SpanBatch = { runs: RunRow[]; spans: SpanRecord[]; incomplete: string[] };
type Waiting = { runs: Map<string, RunRow>; spans: Map<string, SpanRecord>; incomplete: Set<string> };

const empty = (): Waiting => ({ runs: new Map(), spans: new Map(), incomplete: new Set() });

/**
 * What waits to be written, by tenant. A start and its end become one row. When it is full it drops starts first (ends
 * carry everything), then payloads, then spans, and remembers whose trace is incomplete.
 */
export class SpanBuffer {
  private readonly tenants = new Map<TenantId, Waiting>();
  count = 0;
  bytes = 0;
  dropped = 0;

  constructor(private readonly limit: { spans: number; bytes: number }) {}

  putRun(run: RunRow): void {
    const { runs } = this.of(run.tenantId);
    const before = runs.get(run.traceId);
    if (!before || statusRank(run.status) >= statusRank(before.status)) runs.set(run.traceId, run);
  }

  putSpan(record: SpanRecord): void {
    const waiting = this.of(record.start.tenantId);
    const key = keyOf(record);
    const before = waiting.spans.get(key);
    if (before?.end || (before && !record.end)) return;
    if (!this.makeRoom(record)) {
      this.dropped += 1;
      waiting.incomplete.add(record.start.traceId);
      return;
    }
    if (before) this.forget(waiting, key, before);
    waiting.spans.set(key, record);
    this.count += 1;
    this.bytes += record.bytes;
  }

  /** Takes at most `max` spans of the tenant that has waited longest, or null when nothing waits. */
  take(max: number): { tenantId: TenantId; batch: SpanBatch } | null {
    const next = this.tenants.entries().next().value;
    if (!next) return null;
    const [tenantId, waiting] = next;
    this.tenants.delete(tenantId);
    const keys = [...waiting.spans.keys()].slice(0, max);
    const spans = keys.flatMap((key) => {
      const record = waiting.spans.get(key);
      if (record) this.forget(waiting, key, record);
      return record ? [record] : [];
    });
    if (waiting.spans.size > 0) this.tenants.set(tenantId, { ...empty(), spans: waiting.spans });
    return { tenantId, batch: { runs: [...waiting.runs.values()], spans, incomplete: [...waiting.incomplete] } };
  }

  get isEmpty(): boolean {
    return this.tenants.size === 0;
  }

  private of(tenantId: TenantId): Waiting {
    const waiting = this.tenants.get(tenantId) ?? empty();
    this.tenants.set(tenantId, waiting);
    return waiting;
  }

  private forget(waiting: Waiting, key: string, record: SpanRecord): void {
    waiting.spans.delete(key);
    this.count -= 1;
    this.bytes -= record.bytes;
  }

  private fits(record: SpanRecord): boolean {
    return this.count < this.limit.spans && this.bytes + record.bytes <= this.limit.bytes;
  }

  private makeRoom(record: SpanRecord): boolean {
    if (this.fits(record)) return true;
    if (!record.end) return false;
    this.dropStarts();
    if (!this.fits(record)) this.dropPayloads();
    return this.fits(record);
  }

  private dropStarts(): void {
    for (const waiting of this.tenants.values())
      for (const [key, record] of waiting.spans) {
        if (record.end) continue;
        this.forget(waiting, key, record);
        waiting.incomplete.add(record.start.traceId);
        this.dropped += 1;
      }
  }

  private dropPayloads(): void {
    for (const waiting of this.tenants.values())
      for (const record of waiting.spans.values()) {
        const weight = (record.payload?.input?.length ?? 0) + (record.payload?.output?.length ?? 0);
        if (!record.payload || weight === 0) continue;
        record.payload = { ...record.payload, input: null, output: null, truncated: true };
        record.bytes -= weight;
        this.bytes -= weight;
        waiting.incomplete.add(record.start.traceId);
      }
  }
}

const keyOf = ({ start }: SpanRecord) => `${start.traceId} ${start.spanId}`;

import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import { endOf, runRowOf, spanOf } from "@/lib/observability/spans/span-sink.contract";
import { traceEvents } from "@/lib/observability/traces/event-stream.server";
import { traceRoutes } from "@/lib/observability/traces/routes.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

type Tenant = Awaited<ReturnType<typeof createTestTenant>>;
type Seen = { event: string; id: number | null; data: { id?: string; status?: string; seq?: number } };

let tenant: Tenant;
beforeAll(async () => {
  await ensurePartitions(Date.now());
  tenant = await createTestTenant("tail");
});

const viewerOf = ({ tenantId }: Tenant) => ({ tenantId, projectId: null });

/** Reads events until the stream ends or `most` of them have come; then hangs up. */
async function read(traceId: string, afterSeq: number, most: number, mayRead = async () => true): Promise<Seen[]> {
  const hangUp = new AbortController();
  const response = traceEvents({
    viewer: viewerOf(tenant),
    traceId,
    afterSeq,
    signal: hangUp.signal,
    mayReadText: false,
    mayRead,
    recheckMs: 200,
  });
  const seen: Seen[] = [];
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const parts = text.split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) if (!part.startsWith(":") && seen.length < most) seen.push(eventOf(part));
    if (seen.length >= most) break;
  }
  hangUp.abort();
  return seen;
}

function eventOf(text: string): Seen {
  const field = (name: string) =>
    text
      .split("\n")
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const id = field("id");
  return {
    event: field("event") ?? "",
    id: id === undefined ? null : Number(id),
    data: JSON.parse(field("data") ?? "{}"),
  };
}

/** A run whose spans open and close one after the other, as a worker writes them. */
async function live(sink: ReturnType<typeof createPostgresSpanSink>, traceId: string, spans: number): Promise<void> {
  const run = runRowOf({ ...tenant, sink, read: async () => ({ run: null, spans: [] }) }, traceId);
  sink.runChanged(run);
  await sink.flush(5_000);
  for (let index = 0; index < spans; index += 1) {
    const span = spanOf(run, `step${index}`);
    sink.start(span);
    if (index % 3 === 0) await sink.flush(5_000);
    sink.end(endOf(span));
    if (index % 2 === 0) await sink.flush(5_000);
  }
  sink.runChanged({ ...run, status: "succeeded", endedAt: Date.now() });
  await sink.flush(5_000);
}

const newest = (traceId: string) =>
  tenantTransaction(tenant.tenantId, async (db) => {
    const rows = await db.$queryRaw<{ span_id: string; seq: number }[]>`
      SELECT span_id, seq FROM obs.span WHERE tenant_id = ${tenant.tenantId}::uuid AND trace_id = ${traceId}::uuid`;
    return new Map(rows.map((row) => [row.span_id, row.seq]));
  });

test("a reader that is cut off at random misses nothing and gets nothing twice", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 8 }), async (cuts) => {
      const traceId = randomUUID();
      const sink = createPostgresSpanSink();
      const writing = live(sink, traceId, 12);
      await until(() => exists(traceId));
      const spans: Seen[] = [];
      let isOver = false;
      for (let turn = 0; !isOver; turn += 1) {
        const seen = await read(traceId, spans.at(-1)?.id ?? 0, cuts[turn] ?? Number.POSITIVE_INFINITY);
        spans.push(...seen.filter(({ event }) => event === "span"));
        isOver = seen.at(-1)?.event === "end";
      }
      await writing;
      const ids = spans.map(({ id }) => id ?? 0);
      expect(ids).toEqual([...ids].sort((one, other) => one - other));
      expect(new Set(ids).size).toBe(ids.length);
      const last = new Map(spans.map(({ data, id }) => [data.id ?? "", id]));
      expect(last).toEqual(await newest(traceId));
      await sink.stop();
    }),
    { numRuns: 6 },
  );
}, 60_000);

test("what is committed reaches a reader by notification, not by the next look", async () => {
  const traceId = randomUUID();
  const sink = createPostgresSpanSink();
  const run = runRowOf({ ...tenant, sink, read: async () => ({ run: null, spans: [] }) }, traceId);
  sink.runChanged(run);
  await sink.flush(5_000);
  const reading = read(traceId, 0, 2);
  await new Promise((resolve) => setTimeout(resolve, 600));
  sink.end(endOf(spanOf(run, "late")));
  const from = Date.now();
  await sink.flush(5_000);
  expect((await reading).map(({ event }) => event)).toEqual(["run", "span"]);
  expect(Date.now() - from).toBeLessThan(2_000);
  await sink.stop();
});

test("a reader that loses the right is cut off, without an end", async () => {
  const traceId = randomUUID();
  const sink = createPostgresSpanSink();
  sink.runChanged(runRowOf({ ...tenant, sink, read: async () => ({ run: null, spans: [] }) }, traceId));
  await sink.flush(5_000);
  let asked = 0;
  const seen = await read(traceId, 0, Number.POSITIVE_INFINITY, async () => {
    asked += 1;
    return asked < 3;
  });
  expect(asked).toBe(3);
  expect(seen.map(({ event }) => event)).toEqual(["run"]);
  await sink.stop();
});

test("a finished run that was seen to its end opens no stream: 204", async () => {
  const traceId = randomUUID();
  const sink = createPostgresSpanSink();
  await live(sink, traceId, 3);
  const route = traceRoutes.find(({ spec }) => spec.path.endsWith("/events"));
  const last = Math.max(...(await newest(traceId)).values());
  const statusAfter = async (after: number) => {
    const answer = await route?.handle({
      actor: actorOf(tenant),
      params: { runId: traceId },
      query: { after },
      body: undefined,
      request: new Request("http://test.local/"),
      mayStill: async () => true,
    });
    if (!(answer instanceof Response)) throw new Error("The route does not answer with a response.");
    await answer.body?.cancel();
    return answer.status;
  };
  expect(await statusAfter(0)).toBe(200);
  expect(await statusAfter(last)).toBe(204);
  await sink.stop();
});

const actorOf = ({ tenantId, slug }: Tenant) => systemActor("test", tenantId, slug);

const exists = (traceId: string) =>
  tenantTransaction(tenant.tenantId, async (db) => {
    const rows = await db.$queryRaw<unknown[]>`
      SELECT 1 FROM obs.run WHERE tenant_id = ${tenant.tenantId}::uuid AND trace_id = ${traceId}::uuid`;
    return rows.length > 0;
  });

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error("It did not happen within ten seconds.");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

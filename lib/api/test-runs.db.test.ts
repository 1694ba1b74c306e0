import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import type { PlaygroundColumn } from "@/lib/harness/playground/schema";
import { startPlayground } from "@/lib/harness/playground/start-playground.server";
import { promptBody } from "@/lib/harness/prompts/prompt-body";
import { followTestRuns } from "@/lib/harness/test-runs/follow-test-runs.server";
import { cancelTestRuns } from "@/lib/harness/test-runs/mutations.server";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { findRunOutcomes } from "@/lib/release/data.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

beforeAll(() => ensurePartitions(Date.now()));

const column: PlaygroundColumn = {
  body: promptBody({ system: "Be short.", user: "Say {{ input.word }}" }),
  model: { model: "sandbox/echo", fallbacks: [], temperature: 0, maxOutputTokens: 200 },
};

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "draft:run", work);
  const start = async (words: string[]) => {
    const rows = words.map((word) => ({ word }));
    const { runs } = await run((db) => startPlayground(db, actor, { columns: [column], rows, repeats: 1 }, Date.now()));
    return runs.flat(2);
  };
  const follow = (runIds: string[], signal: AbortSignal) =>
    followTestRuns({ actor, runIds, signal, mayRead: async () => true });
  const work = async (runId: string) => {
    const sink = createPostgresSpanSink();
    await new SegmentPool({ ...productionParts({ sink, sleep: async () => {} }), workerId: "test" }).execute({
      tenantId,
      runId,
    });
    await sink.flush(5_000);
  };
  return { actor, tenantId, run, start, follow, work };
}

/** Events of a stream as they come: [name, data]. */
async function* eventsOf(response: Response): AsyncGenerator<[string, Record<string, unknown>]> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    for (let at = text.indexOf("\n\n"); at !== -1; at = text.indexOf("\n\n")) {
      const match = /^event: (\w+)\ndata: (.*)$/s.exec(text.slice(0, at));
      text = text.slice(at + 2);
      if (match) yield [match[1] ?? "", JSON.parse(match[2] ?? "{}")];
    }
  }
}

test("one stream follows several runs: how each stands, its text while it is written, and the end of all", async () => {
  const { start, follow, work } = await world();
  const runIds = await start(["one", "two"]);
  const seen: [string, Record<string, unknown>][] = [];
  const reading = (async () => {
    for await (const event of eventsOf(follow(runIds, new AbortController().signal))) seen.push(event);
  })();
  await expect.poll(() => seen.filter(([name]) => name === "run").length, { timeout: 10_000 }).toBe(2);
  for (const runId of runIds) await work(runId);
  await reading;
  expect(seen.at(-1)?.[0]).toBe("end");
  for (const runId of runIds) {
    const own = seen.filter(([, data]) => data.runId === runId);
    const text = own.flatMap(([name, data]) => (name === "delta" ? [String(data.text)] : [])).join("");
    const last = own.filter(([name]) => name === "run").at(-1)?.[1];
    expect(last).toMatchObject({ status: "succeeded", simulated: true });
    expect(JSON.stringify(last?.output)).toContain(JSON.stringify(text).slice(1, -1));
    expect(text.length).toBeGreaterThan(0);
  }
}, 60_000);

test("runs that wait are cancelled, finished ones stay, and another tenant can neither follow nor cancel them", async () => {
  const { actor, tenantId, run, start, work } = await world();
  const [done = "", waiting = ""] = await start(["one", "two"]);
  await work(done);
  const other = await world();
  const theirs = other.run((db) => cancelTestRuns(db, other.actor, [waiting], new Date()));
  await expect(theirs).rejects.toMatchObject({ code: "not-found" });
  const stream = other.follow([waiting], new AbortController().signal);
  await expect(stream.text()).rejects.toThrow();
  expect(await run((db) => cancelTestRuns(db, actor, [done, waiting], new Date()))).toEqual({ cancelled: 1 });
  await work(waiting);
  const outcomes = await run((db) => findRunOutcomes(db, tenantId, [done, waiting]));
  expect(new Map(outcomes.map((one) => [one.runId, one.status]))).toEqual(
    new Map([
      [done, "succeeded"],
      [waiting, "cancelled"],
    ]),
  );
}, 60_000);

import { randomBytes } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { checksum } from "@/lib/release/checksum.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { postgresJournal } from "@/lib/runtime/journal/postgres-journal.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

const PROGRAM = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "done", kind: "end" },
  ],
  ["start > done"],
);
const CLAIMS = 6;

/** What no code of the product does: changes of immutable rows, behind the back of their triggers. */
async function tamper(sql: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.SLIPWAY_TEST_SUPERUSER_URL });
  await client.connect();
  await client.query("SET session_replication_role = replica");
  await client.query(sql, values);
  await client.end();
}

/** A program that another version froze: what it says has the hash of the release. */
const storeProgram = (tenantId: string, releaseId: string, program: unknown) =>
  tamper("UPDATE release SET program = $3, program_hash = $4 WHERE tenant_id = $1 AND id = $2", [
    tenantId,
    releaseId,
    JSON.stringify(program),
    checksum(program),
  ]);

async function world() {
  const stored = await storeTestRelease(`t${randomBytes(6).toString("hex")}`, PROGRAM);
  const { tenantId } = stored;
  const { sink } = memorySpanSink();
  const pool = new SegmentPool({ ...productionParts({ sink }), workerId: "test" });
  const run = await stored.queue({});
  const ids = [tenantId, run.runId];
  const passLease = () =>
    tamper("UPDATE run SET lease_until = now() - interval '1 s' WHERE tenant_id = $1 AND id = $2", ids);
  const read = () =>
    tenantTransaction(tenantId, async (db) => ({
      run: await db.run.findFirstOrThrow({ where: { tenantId, id: run.runId } }),
      letters: await db.deadLetter.count({ where: { tenantId, runId: run.runId } }),
      journal: await db.journalEntry.findMany({
        where: { tenantId, runId: run.runId },
        orderBy: { seq: "asc" },
        select: { kind: true },
      }),
    }));
  /** Claims and fails to open it, as often as it takes. Returns how often it was tried. */
  const tryUntilOver = async () => {
    for (let tries = 1; tries <= CLAIMS + 4; tries += 1) {
      const outcome = await pool.execute(run).catch(() => "thrown");
      if (outcome === "finished") return tries;
      await passLease();
    }
    return null;
  };
  return { ...stored, run, ids, pool, read, passLease, tryUntilOver };
}

test("a run of a malformed program is dead-lettered with the reason, not tried for ever", async () => {
  const { tenantId, releaseId, tryUntilOver, read } = await world();
  await storeProgram(tenantId, releaseId, {});
  expect(await tryUntilOver()).toBe(CLAIMS);
  const { run, letters } = await read();
  expect(run).toMatchObject({ status: "dead-lettered", error: { class: "internal" } });
  expect(run.error).toMatchObject({ message: expect.stringContaining("cannot be read") });
  expect(letters).toBe(1);
});

test("a run of a program with an unknown kind of node is dead-lettered, and the kind is named", async () => {
  const { tenantId, releaseId, tryUntilOver, read } = await world();
  const [start, ...others] = PROGRAM.nodes;
  await storeProgram(tenantId, releaseId, { ...PROGRAM, nodes: [{ ...start, kind: "teleport" }, ...others] });
  expect(await tryUntilOver()).toBe(CLAIMS);
  expect((await read()).run).toMatchObject({
    status: "dead-lettered",
    error: { message: expect.stringContaining("Not understood: nodes.0.kind") },
  });
});

test("a program that was changed after it was frozen is refused at once, and nothing of it runs", async () => {
  const { tenantId, releaseId, tryUntilOver, read } = await world();
  const [, done] = PROGRAM.nodes;
  await tamper("UPDATE release SET program = jsonb_set(program, '{nodes}', $3) WHERE tenant_id = $1 AND id = $2", [
    tenantId,
    releaseId,
    JSON.stringify([done]),
  ]);
  expect(await tryUntilOver()).toBe(1);
  const { run, letters, journal } = await read();
  expect(journal).toEqual([{ kind: "limit-reached" }]);
  expect(run).toMatchObject({
    status: "dead-lettered",
    error: { message: expect.stringContaining("does not have the hash of the release") },
  });
  expect(letters).toBe(1);
});

test("a candidate runs in tests only: a run of it that was forged for production is refused at once", async () => {
  const { tenantId, releaseId, tryUntilOver, read } = await world();
  await tamper("UPDATE release SET state = 'candidate', number = NULL WHERE tenant_id = $1 AND id = $2", [
    tenantId,
    releaseId,
  ]);
  expect(await tryUntilOver()).toBe(1);
  expect((await read()).run).toMatchObject({
    status: "dead-lettered",
    error: { message: expect.stringContaining("a candidate runs in tests only, not in production") },
  });
});

test("a run whose journal has an entry that nobody understands is dead-lettered; the entry stays", async () => {
  const { ids, tryUntilOver, read } = await world();
  await tamper(
    `INSERT INTO journal_entry (tenant_id, run_id, seq, epoch, node_key, iteration_path, kind, payload, at)
     VALUES ($1, $2, 1, 1, '', '', 'teleported', '{"kind": "teleported"}', now())`,
    ids,
  );
  expect(await tryUntilOver()).toBe(CLAIMS + 1);
  const { letters, journal } = await read();
  expect(letters).toBe(1);
  expect(journal.map(({ kind }) => kind)).toEqual(["teleported", "limit-reached"]);
});

test("a run that every worker dies of is dead-lettered before it kills a sixth", async () => {
  const { run, pool, passLease, read } = await world();
  for (let death = 0; death < CLAIMS - 1; death += 1) {
    const claim = await postgresJournal.claim(run, {
      workerId: "doomed",
      nowMs: Date.now(),
      formats: [PROGRAM.format],
    });
    expect(claim.kind).toBe("claimed");
    await passLease();
  }
  expect(await pool.execute(run)).toBe("finished");
  expect((await read()).run).toMatchObject({
    status: "dead-lettered",
    error: { message: expect.stringContaining("Every worker that took this run died") },
  });
});

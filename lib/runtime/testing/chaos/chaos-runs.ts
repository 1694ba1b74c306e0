import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";

const STEPS = 8;
const keys = Array.from({ length: STEPS }, (_, index) => `s${index}`);
const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };

/** A chain of eight calls with two parallel ones at its end. */
export const chaosProgram = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    ...[...keys, "left", "right"].map((key) => ({ key, kind: "http" as const, config: http })),
    { key: "both", kind: "join", config: { mode: "all" } },
    { key: "done", kind: "end" },
  ],
  [
    "start > s0",
    ...keys.slice(1).map((key, index) => `s${index} > ${key}`),
    "s7 > left",
    "s7 > right",
    "left > both",
    "right > both",
    "both > done",
  ],
);

export type RunFacts = { id: string; status: string; epoch: number; workerPid: number | null };

/** Looks past row level security, on a connection of its own for each question: the database may be restarting. */
export async function ask<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ connectionString: process.env.SLIPWAY_TEST_SUPERUSER_URL });
    client.on("error", () => {});
    try {
      await client.connect();
      return (await client.query<Row>(sql, values)).rows;
    } catch (error) {
      if (attempt > 100) throw error;
      await sleep(100);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

export const allRuns = () =>
  ask<RunFacts>(`SELECT r.id, r.status, r.epoch, h.pid AS "workerPid" FROM run r
                   LEFT JOIN worker_heartbeat h ON h.executor_id = r.worker_id`);

/** Calls of steps that began after the journal had their result: `<run> <step>`. There must be none. */
export async function repeatedSteps(effects: string): Promise<string[]> {
  const keyOf = new Map(chaosProgram.nodes.map((node) => [node.id, node.key]));
  const rows = await ask<{ run_id: string; node: string; at: string }>(
    `SELECT run_id, payload->>'nodeId' AS node, payload->>'at' AS at FROM journal_entry WHERE kind = 'step-succeeded'`,
  );
  const finishedAt = new Map(rows.map((row) => [`${row.run_id} ${keyOf.get(row.node)}`, Number(row.at)]));
  return startsOf(effects).flatMap(({ step, at }) => (at > (finishedAt.get(step) ?? Infinity) ? [step] : []));
}

function startsOf(effects: string): { step: string; at: number }[] {
  const lines = readFileSync(effects, "utf8").split("\n");
  return lines.flatMap((line) => {
    const [, at, runId, what, step] = line.split(" ");
    return what === "start" ? [{ step: `${runId} ${step}`, at: Number(at) }] : [];
  });
}

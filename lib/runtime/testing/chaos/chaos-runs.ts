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

/** `entries`: of its journal. */
export type RunFacts = { id: string; status: string; epoch: number; entries: number; workerPid: number | null };

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
  ask<RunFacts>(`SELECT r.id, r.status, r.epoch, h.pid AS "workerPid",
                     (SELECT count(*)::int FROM journal_entry e WHERE e.tenant_id = r.tenant_id AND e.run_id = r.id) AS entries FROM run r
                   LEFT JOIN worker_heartbeat h ON h.executor_id = r.worker_id`);

export type RepeatedStep = { step: string; began: string[]; finishedAt: number; epoch: number };

/**
 * Steps of which a call began after the journal had their result. There must be none. What began and was not journaled
 * (its worker died, or was fenced) is no finished step: the same step may begin again, once for each claim.
 */
export async function repeatedSteps(effects: string): Promise<RepeatedStep[]> {
  const keyOf = new Map(chaosProgram.nodes.map((node) => [node.id, node.key]));
  const rows = await ask<{ run_id: string; epoch: number; node: string; at: string }>(
    `SELECT run_id, epoch, payload->>'nodeId' AS node, payload->>'at' AS at FROM journal_entry WHERE kind = 'step-succeeded'`,
  );
  const beginnings = startsOf(effects);
  return rows.flatMap(({ run_id, epoch, node, at }) => {
    const step = `${run_id} ${keyOf.get(node)}`;
    const began = beginnings.get(step) ?? [];
    const finishedAt = Number(at);
    if (!began.some((one) => one.at > finishedAt)) return [];
    return [{ step, epoch, finishedAt, began: began.map((one) => `${one.pid} at ${one.at}`) }];
  });
}

function startsOf(effects: string): Map<string, { pid: string; at: number }[]> {
  const starts = new Map<string, { pid: string; at: number }[]>();
  for (const line of readFileSync(effects, "utf8").split("\n")) {
    const [pid = "", at, runId, what, step] = line.split(" ");
    const key = `${runId} ${step}`;
    if (what === "start") starts.set(key, [...(starts.get(key) ?? []), { pid, at: Number(at) }]);
  }
  return starts;
}

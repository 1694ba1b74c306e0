import type { PoolClient, QueryResult } from "pg";
import { z } from "zod";
import { SharedReads } from "@/lib/platform/db/shared-reads";
import { workerStatement, workerTransaction } from "@/lib/platform/db/worker-pool.server";
import type { BreakerStore, BreakerTarget } from "@/lib/runtime/circuit-breakers/breaker-store";
import {
  admission,
  afterCalls,
  BreakerCall,
  type CircuitBreaker,
  CLOSED,
  probing,
} from "@/lib/runtime/circuit-breakers/circuit-breaker";

/** How long an answer about a circuit is believed. */
const CACHE_MS = 1_000;
const MAX_TARGETS = 5_000;
const MAX_UNSAID = 20;

const Row = z.object({
  state: z.enum(["closed", "open", "half-open"]),
  calls: z.array(BreakerCall),
  opens: z.number(),
  opened_at: z.date().nullable(),
  retry_at: z.date().nullable(),
  connection_rev: z.number().nullable(),
  rev: z.number(),
});
type Known = { breaker: CircuitBreaker; rev: number; readAt: number };

/**
 * Circuits in Postgres, on the worker's role. A healthy target costs no write: successes are kept here and told with the
 * next failure, or at once while others see failures. Only one of all workers wins a probe.
 */
export function postgresBreakers(): BreakerStore {
  const known = new Map<string, Known>();
  const unsaid = new Map<string, BreakerCall[]>();
  const reads = new SharedReads<Known>();

  const read = async (of: BreakerTarget): Promise<Known> => {
    const key = keyOf(of);
    const cached = known.get(key);
    if (cached && Date.now() - cached.readAt < CACHE_MS) return cached;
    return await reads.get(key, async () => {
      const found = await workerStatement(of.tenantId, { ...FIND, values: [of.tenantId, of.target] });
      return remember(key, circuitOf(found));
    });
  };
  const remember = (key: string, found: Omit<Known, "readAt">): Known => {
    const [oldest] = known.keys();
    if (known.size >= MAX_TARGETS && oldest !== undefined) known.delete(oldest);
    const entry = { ...found, readAt: Date.now() };
    known.set(key, entry);
    return entry;
  };
  return {
    async admit(of, nowMs) {
      const { breaker, rev } = await read(of);
      const answer = admission(breaker, nowMs, of.connectionRev);
      if (answer.kind === "allow") return { open: false };
      if (answer.kind === "refuse") return { open: true, retryAt: answer.retryAt };
      const probe = probing(breaker, nowMs);
      const isWon = await workerTransaction(of.tenantId, (client) => replace(client, of, probe, rev));
      if (isWon) remember(keyOf(of), { breaker: probe, rev: rev + 1 });
      else known.delete(keyOf(of));
      return isWon ? { open: false } : { open: true, retryAt: probe.retryAt };
    },
    async record(of, outcome, nowMs) {
      const key = keyOf(of);
      const calls = [...(unsaid.get(key) ?? []), { at: nowMs, ok: outcome === "ok" }].slice(-MAX_UNSAID);
      const seen = known.get(key)?.breaker ?? CLOSED;
      const isQuiet = seen.state === "closed" && seen.calls.every((call) => call.ok);
      if (outcome === "ok" && isQuiet) {
        unsaid.set(key, calls);
        return;
      }
      unsaid.delete(key);
      const changed = await workerTransaction(of.tenantId, async (client) => {
        const { breaker, rev } = await findLocked(client, of);
        const next = afterCalls(breaker, calls, { outcome, at: nowMs, connectionRev: of.connectionRev });
        await replace(client, of, next, rev);
        return { breaker: next, rev: rev + 1 };
      });
      remember(key, changed);
    },
  };
}

const keyOf = ({ tenantId, target }: BreakerTarget): string => `${tenantId}|${target}`;

const FIND = {
  name: "circuit",
  text: "SELECT state, calls, opens, opened_at, retry_at, connection_rev, rev FROM circuit_breaker WHERE tenant_id = $1 AND target = $2",
};

/** The stored circuit, made if it is not there, and held until the transaction ends. */
async function findLocked(client: PoolClient, { tenantId, target }: BreakerTarget) {
  const values = [tenantId, target];
  await client.query("INSERT INTO circuit_breaker (tenant_id, target) VALUES ($1, $2) ON CONFLICT DO NOTHING", values);
  return circuitOf(await client.query({ text: `${FIND.text} FOR UPDATE`, values }));
}

function circuitOf({ rows }: QueryResult) {
  if (!rows[0]) return { breaker: CLOSED, rev: 0 };
  const row = Row.parse(rows[0]);
  const breaker: CircuitBreaker = {
    state: row.state,
    calls: row.calls,
    opens: row.opens,
    openedAt: row.opened_at?.getTime() ?? null,
    retryAt: row.retry_at?.getTime() ?? null,
    connectionRev: row.connection_rev,
  };
  return { breaker, rev: row.rev };
}

/** Compare and set by revision. False: somebody else changed it first. */
async function replace(client: PoolClient, { tenantId, target }: BreakerTarget, next: CircuitBreaker, rev: number) {
  const { rowCount } = await client.query(
    `UPDATE circuit_breaker SET state = $3, calls = $4, opens = $5, opened_at = $6, retry_at = $7, connection_rev = $8,
            rev = rev + 1, updated_at = now()
      WHERE tenant_id = $1 AND target = $2 AND rev = $9`,
    [
      tenantId,
      target,
      next.state,
      JSON.stringify(next.calls),
      next.opens,
      next.openedAt === null ? null : new Date(next.openedAt),
      next.retryAt === null ? null : new Date(next.retryAt),
      next.connectionRev,
      rev,
    ],
  );
  return rowCount === 1;
}

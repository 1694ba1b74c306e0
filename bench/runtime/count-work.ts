import { serverClient } from "@/bench/runtime/server-client";

export type Work = { statements: number; walKb: number };

const STATEMENTS = `
  SELECT coalesce(sum(s.calls), 0)::float8 AS calls FROM pg_stat_statements s
    JOIN pg_database d ON d.oid = s.dbid JOIN pg_roles r ON r.oid = s.userid
   WHERE d.datname = ANY($1) AND NOT r.rolsuper`;

/**
 * What Postgres did while `work` went on. `statements`: everything that clients sent to these databases, transaction
 * control and the background work of the workers included, the watching superuser excluded; a call of a function is one.
 * `walKb`: what the write-ahead log of the whole cluster grew by, kB of 1,000 bytes; nothing else may go on meanwhile.
 * Needs pg_stat_statements in the server (`COUNTED`).
 */
export async function countWork(databases: readonly string[], work: () => Promise<void>): Promise<Work> {
  const client = await serverClient();
  try {
    await client.query("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    const read = async () => {
      const { rows } = await client.query(STATEMENTS, [databases]);
      const { rows: wal } = await client.query("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS bytes");
      return { calls: Number(rows[0]?.calls), bytes: Number(wal[0]?.bytes) };
    };
    const before = await read();
    await work();
    const after = await read();
    return { statements: after.calls - before.calls, walKb: (after.bytes - before.bytes) / 1_000 };
  } finally {
    await client.end();
  }
}

/**
 * Settings of a server whose work is counted. A checkpoint in the middle would write every page once more into the log:
 * none comes while a benchmark runs. Everything else is as in production, durable commits included.
 */
export const COUNTED = {
  shared_preload_libraries: "pg_stat_statements",
  checkpoint_timeout: "1h",
  max_wal_size: "8GB",
};

import type pg from "pg";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** Tables that hold rows of tenants, partitioned ones as one. */
const TABLES = `
  SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
   WHERE n.nspname IN ('public', 'obs', 'audit') AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`;
const PAGE = 1_000;

export type Copied = { tables: number; rows: number };

/**
 * Copies every row of a tenant from one database to another of the same schema, and compares both sides. As superusers
 * with triggers off: order, foreign keys and the triggers that forbid changes do not matter, rows arrive as they are.
 */
export async function copyTenant(from: pg.Client, to: pg.Client, tenantId: TenantId): Promise<Copied> {
  const { rows: tables } = await from.query<{ name: string }>(TABLES);
  await from.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  await to.query("BEGIN");
  await to.query("SET LOCAL session_replication_role = replica");
  let rows = 0;
  for (const { name } of tables) {
    rows += await copyTable(from, to, { name, tenantId });
    const [one, other] = [await fingerprint(from, name, tenantId), await fingerprint(to, name, tenantId)];
    if (one !== other) throw new Error(`The rows of ${name} did not arrive as they were.`);
  }
  await to.query("COMMIT");
  await from.query("COMMIT");
  return { tables: tables.length, rows };
}

/** Removes every row of a tenant. Throws when one is left. */
export async function removeTenant(from: pg.Client, tenantId: TenantId): Promise<void> {
  const { rows: tables } = await from.query<{ name: string }>(TABLES);
  await from.query("BEGIN");
  await from.query("SET LOCAL session_replication_role = replica");
  for (const { name } of tables) await from.query(`DELETE FROM ${name} WHERE tenant_id = $1`, [tenantId]);
  await from.query("COMMIT");
  for (const { name } of tables) {
    const { rows } = await from.query(`SELECT count(*)::int AS n FROM ${name} WHERE tenant_id = $1`, [tenantId]);
    if (rows[0]?.n !== 0) throw new Error(`${rows[0]?.n} rows are left in ${name}.`);
  }
}

type Part = { name: string; tenantId: TenantId };

async function copyTable(from: pg.Client, to: pg.Client, { name, tenantId }: Part): Promise<number> {
  await from.query(
    `DECLARE page CURSOR FOR SELECT row_to_json(t)::text AS row FROM ${name} t WHERE tenant_id = ${from.escapeLiteral(tenantId)}`,
  );
  let count = 0;
  for (;;) {
    const { rows } = await from.query<{ row: string }>(`FETCH ${PAGE} FROM page`);
    if (rows.length === 0) break;
    await to.query(`INSERT INTO ${name} SELECT * FROM json_populate_recordset(NULL::${name}, $1)`, [
      `[${rows.map(({ row }) => row).join(",")}]`,
    ]);
    count += rows.length;
  }
  await from.query("CLOSE page");
  return count;
}

async function fingerprint(client: pg.Client, name: string, tenantId: TenantId): Promise<string> {
  const { rows } = await client.query<{ hash: string }>(
    `SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) AS hash FROM ${name} t WHERE tenant_id = $1`,
    [tenantId],
  );
  return rows[0]?.hash ?? "";
}

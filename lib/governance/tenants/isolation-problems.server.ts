type Ask = (sql: string) => Promise<{ name: string }[]>;

/** Every table that holds rows of tenants, with its partitions. */
const TABLES = `
  SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relrowsecurity, c.relforcerowsecurity
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
   WHERE n.nspname IN ('public', 'obs', 'obs_part', 'audit') AND c.relkind IN ('r', 'p')`;

/** The rules of tenant isolation (docs/decisions/0004), each as a query that finds what breaks it. */
const RULES: { name: string; sql: string }[] = [
  {
    name: "row level security is not forced",
    sql: `SELECT name FROM (${TABLES}) AS t WHERE NOT (relrowsecurity AND relforcerowsecurity)`,
  },
  {
    name: "a policy lets more rows through than the tenant's",
    sql: `SELECT schemaname || '.' || tablename || ' (' || policyname || ')' AS name FROM pg_policies
           WHERE schemaname IN ('public', 'obs', 'obs_part', 'audit')
             AND NOT (policyname = 'lookup' AND roles = '{slip_lookup}' AND cmd = 'SELECT')
             AND coalesce(qual, '') NOT LIKE '%tenant_id = ( SELECT app_tenant_id()%'`,
  },
  {
    name: "a role can pass row level security by",
    sql: `SELECT rolname AS name FROM pg_roles WHERE rolname IN ('slip_app', 'slip_worker')
             AND (rolsuper OR rolbypassrls OR EXISTS (SELECT 1 FROM (${TABLES}) AS t JOIN pg_class c ON c.oid = t.oid WHERE c.relowner = pg_roles.oid))`,
  },
  {
    name: "a key does not begin with the tenant",
    sql: `SELECT t.name || ' (' || i.relname || ')' AS name FROM (${TABLES}) AS t
            JOIN pg_index x ON x.indrelid = t.oid AND x.indisunique JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
           WHERE a.attname <> 'tenant_id' AND i.relname <> 'tenant_slug_key'
          UNION ALL
          SELECT k.conrelid::regclass || ' (' || k.conname || ')' FROM pg_constraint k
            JOIN (${TABLES}) AS t ON t.oid = k.conrelid JOIN (${TABLES}) AS f ON f.oid = k.confrelid
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
           WHERE k.contype = 'f' AND a.attname <> 'tenant_id'`,
  },
];

/** What in the database's catalogue breaks tenant isolation, in words; empty when all four rules hold. */
export async function isolationProblems(ask: Ask): Promise<string[]> {
  const problems: string[] = [];
  for (const { name, sql } of RULES) {
    problems.push(...(await ask(sql)).map((row) => `${name}: ${row.name}`));
  }
  return problems;
}

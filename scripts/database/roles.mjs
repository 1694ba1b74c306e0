// The database roles of docs/decisions/0004. Cluster-wide, so they are made outside migrations; idempotent.
import { createHmac } from "node:crypto";
import pg from "pg";

export const LOGIN_ROLES = ["slip_migrate", "slip_app", "slip_worker"];
const NOLOGIN_ROLES = ["slip_lookup", "slip_audit_owner"];

/** The password of a role, derived from the installation's secret: nothing more to store. */
export const rolePassword = (secret, role) => createHmac("sha256", secret).update(`role:${role}`).digest("base64url");

/** The same server and database, as another role. */
export function urlAs(url, role, secret, database) {
  const next = new URL(url);
  next.username = role;
  next.password = rolePassword(secret, role);
  if (database) next.pathname = `/${database}`;
  return next.toString();
}

/** Makes the roles, and the database owned by `slip_migrate`. `adminUrl` needs CREATEROLE and CREATEDB. */
export async function prepareDatabase({ adminUrl, secret, database }) {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('slipway roles'))");
    for (const role of NOLOGIN_ROLES) await ensureRole(client, role, "NOLOGIN");
    for (const role of LOGIN_ROLES)
      await ensureRole(client, role, `LOGIN PASSWORD ${client.escapeLiteral(rolePassword(secret, role))}`);
    await client.query("GRANT slip_lookup, slip_audit_owner TO slip_migrate WITH INHERIT FALSE, SET TRUE");
    await client.query("ALTER ROLE slip_migrate CREATEDB"); // for Prisma's shadow database
    await client.query("GRANT slip_migrate, slip_worker TO CURRENT_USER");
    await ensureDatabase(client, database, "slip_migrate");
    await ensureDatabase(client, dispatchDatabase(database), "slip_worker");
  } finally {
    await client.end();
  }
}

/** The dispatcher (DBOS) keeps its own tables in a database beside ours, owned by the worker's role. */
export const dispatchDatabase = (database) => `${database}_dispatch`;

async function ensureDatabase(client, name, owner) {
  const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
  if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} OWNER ${owner}`);
}

async function ensureRole(client, role, options) {
  const found = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
  const verb = found.rowCount === 0 ? "CREATE" : "ALTER";
  await client.query(`${verb} ROLE ${role} ${options} NOSUPERUSER NOBYPASSRLS`);
}

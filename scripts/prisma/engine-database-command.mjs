import pg from "pg";

const CODES = { "3D000": "P1003", "28P01": "P1000", "42P04": "P1009", ECONNREFUSED: "P1001", ETIMEDOUT: "P1002" };

/** `schema-engine cli can-connect-to-database | create-database | drop-database`. Returns the exit code. */
export async function runDatabaseCommand(url, command, logError) {
  const name = decodeURIComponent(new URL(url).pathname.slice(1)) || "postgres";
  const target = new URL(url);
  if (command !== "can-connect-to-database") target.pathname = "/postgres";
  const client = new pg.Client({ connectionString: target.toString(), connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    if (command === "create-database") await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    if (command === "drop-database")
      await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
    await client.end();
    return 0;
  } catch (error) {
    const code = CODES[error.code] ?? "P1011";
    logError(code === "P1003" ? `Database \`${name}\` does not exist` : `${error.message || error.code}`, code);
    return 1;
  }
}

// The demo content is made once for each database; the home folder remembers for which one.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

const noteFile = (home) => join(home, "demo-content");

/** The id of the demo tenant in the database behind `url`, which no other database has; null when there is none. */
async function demoTenant(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query("SELECT lookup_tenant('acme') AS id");
    return rows[0]?.id ?? null;
  } finally {
    await client.end();
  }
}

/** True when the demo content was completed in this very database; a start that was killed meanwhile goes on with it. */
export async function hasDemoContent(home, url) {
  const id = await demoTenant(url);
  return id !== null && existsSync(noteFile(home)) && readFileSync(noteFile(home), "utf8") === id;
}

export async function noteDemoContent(home, url) {
  writeFileSync(noteFile(home), (await demoTenant(url)) ?? "");
}

// Whether a database has every migration of the project, without starting Prisma for it.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

const FOLDER = "prisma/migrations";

/**
 * True when `url` holds all migrations of the project in `root`, finished and with the same text (Prisma keeps the
 * sha256 of each file). False in every doubt: then `prisma migrate deploy` decides and explains.
 */
export async function hasAllMigrations(url, root) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query(
      "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
    const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
    const wanted = migrationsOf(root);
    return applied.size === wanted.length && wanted.every(({ name, checksum }) => applied.get(name) === checksum);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function migrationsOf(root) {
  return readdirSync(join(root, FOLDER))
    .map((name) => ({ name, file: join(root, FOLDER, name, "migration.sql") }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, file }) => ({ name, checksum: createHash("sha256").update(readFileSync(file)).digest("hex") }));
}

// The migrations, applied to an empty database, make exactly what the Prisma schema describes.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareDatabase, urlAs } from "./database/roles.mjs";
import { startPostgres } from "./postgres/start-postgres.mjs";
import { runCommand } from "./run-command.mjs";

const root = join(import.meta.dirname, "..");
const home = mkdtempSync(join(tmpdir(), "slipway-check-"));
chmodSync(home, 0o755); // as root, Postgres runs under another uid
const secret = "check-secret-check-secret-check";
const postgres = await startPostgres({ root, home, log: () => {}, settings: { fsync: "off" } });
try {
  await prepareDatabase({ adminUrl: postgres.url, secret, database: "checked" });
  const env = { DATABASE_URL: urlAs(postgres.url, "slip_migrate", secret, "checked") };
  const prisma = (...args) => runCommand(["node_modules/prisma/build/index.js", ...args], { cwd: root, env });
  const deployed = await prisma("migrate", "deploy");
  const diff =
    deployed.code === 0
      ? await prisma(
          "migrate",
          "diff",
          "--from-config-datasource",
          "--to-schema",
          "prisma/schema",
          "--script",
          "--exit-code",
        )
      : deployed;
  // The stand-in engine prints "empty migration" for no difference; a diff that prints nothing at all did not run.
  const isClean = diff.code === 0 && /empty migration/i.test(diff.output);
  if (!isClean) console.error(`The Prisma schema and the migrations differ:\n${diff.output}`);
  process.exitCode = isClean ? 0 : 1;
} finally {
  await postgres.stop();
  rmSync(home, { recursive: true, force: true });
}

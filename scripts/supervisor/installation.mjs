// What an installation keeps in its home folder: secrets, the database's place, the supervisor's lock.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { dispatchDatabase, urlAs } from "../database/roles.mjs";

/** The home folder, made on first use. */
export function installationHome(root) {
  const home = resolve(root, process.env.SLIPWAY_HOME ?? ".slipway");
  mkdirSync(home, { recursive: true });
  return home;
}

/** Two secrets, made once, readable by this user only: one signs sessions and derives role passwords, one seals secrets. */
export function installationSecrets(home) {
  const file = join(home, "secrets.json");
  if (!existsSync(file)) {
    const made = { secret: randomBytes(32).toString("base64url"), keks: `1:${randomBytes(32).toString("base64")}` };
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, JSON.stringify(made), { mode: 0o600 });
    renameSync(aside, file);
  }
  const stored = JSON.parse(readFileSync(file, "utf8"));
  return { secret: process.env.NEXTAUTH_SECRET ?? stored.secret, keks: process.env.SLIPWAY_KEKS ?? stored.keks };
}

/** The environment of every process of an installation. Each role has its own connection; nobody gets the administrator's. */
export function installationEnvironment({ adminUrl, database, secrets, port, gatewayPort }) {
  const as = (role, name = database) => urlAs(adminUrl, role, secrets.secret, name);
  return {
    SLIPWAY_APP_URL: as("slip_app"),
    SLIPWAY_WORKER_URL: as("slip_worker"),
    SLIPWAY_DISPATCH_URL: as("slip_worker", dispatchDatabase(database)),
    NEXTAUTH_SECRET: secrets.secret,
    NEXTAUTH_URL: process.env.NEXTAUTH_URL ?? `http://127.0.0.1:${port}`,
    SLIPWAY_KEKS: secrets.keks,
    // With a database of our own this is one person's machine; whoever brings a database decides about user code, too.
    SLIPWAY_SANDBOX: process.env.SLIPWAY_SANDBOX ?? (process.env.DATABASE_URL ? "own-user" : "reduced"),
    PORT: String(port),
    GATEWAY_PORT: String(gatewayPort),
    NEXT_TELEMETRY_DISABLED: "1",
    CHECKPOINT_DISABLE: "1",
  };
}

/** One supervisor an installation: a second start must not stop the first one's Postgres. Returns the release function. */
export function takeLock(home) {
  const file = join(home, "supervisor.pid");
  const other = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (other && other !== process.pid && isSupervisor(other))
    throw new Error(
      `Slipway already runs here (process ${other}). Stop it with Ctrl-C in its terminal, or set SLIPWAY_HOME and PORT for a second one.`,
    );
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function isSupervisor(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("scripts/");
  } catch {
    return false;
  }
}

// The environment of an installation that runs already, here or elsewhere, for a process beside it.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { installationEnvironment, installationSecrets } from "./installation.mjs";

const SECRETS = ["NEXTAUTH_SECRET", "SLIPWAY_KEKS"];

/**
 * Sets this process's environment. Without DATABASE_URL it is the installation in SLIPWAY_HOME; with it, the two secrets
 * come from there or from the environment. Makes nothing. Throws a sentence that says what to do.
 */
export function joinInstallation(root) {
  const home = resolve(root, process.env.SLIPWAY_HOME ?? ".slipway");
  const adminUrl = process.env.DATABASE_URL ?? embeddedUrl(home);
  const database = decodeURIComponent(new URL(adminUrl).pathname.slice(1)) || "slipway";
  const [port, gatewayPort] = [Number(process.env.PORT ?? 3000), Number(process.env.GATEWAY_PORT ?? 4318)];
  Object.assign(
    process.env,
    installationEnvironment({ adminUrl, database, secrets: secretsOf(home), port, gatewayPort }),
  );
}

function secretsOf(home) {
  if (existsSync(join(home, "secrets.json"))) return installationSecrets(home);
  const missing = SECRETS.filter((name) => !process.env[name]);
  if (missing.length > 0)
    throw new Error(
      `Set ${missing.join(" and ")} to what the first host has in SLIPWAY_HOME/secrets.json (\`secret\` and \`keks\`): the passwords of the database roles come from the one, stored secrets open with the other.`,
    );
  return { secret: process.env.NEXTAUTH_SECRET, keks: process.env.SLIPWAY_KEKS };
}

function embeddedUrl(home) {
  const pointer = join(home, "postgres.json");
  if (!existsSync(pointer))
    throw new Error(
      "There is no installation here yet. Run `npm start` first, or set DATABASE_URL to the database of one.",
    );
  const { port, password } = JSON.parse(readFileSync(pointer, "utf8"));
  return `postgresql://postgres:${password}@127.0.0.1:${port}/slipway`;
}

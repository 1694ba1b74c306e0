// `npm run --silent slipway -- …`: runs an admin command against the installation that is running.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installationEnvironment, installationHome, installationSecrets } from "./supervisor/installation.mjs";

const root = join(import.meta.dirname, "..");
const home = installationHome(root);

function administratorUrl() {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const pointer = join(home, "postgres.json");
  if (!existsSync(pointer)) throw new Error("There is no installation here yet. Run `npm start` first.");
  const { port, password } = JSON.parse(readFileSync(pointer, "utf8"));
  return `postgresql://postgres:${password}@127.0.0.1:${port}/slipway`;
}

try {
  const adminUrl = administratorUrl();
  const database = decodeURIComponent(new URL(adminUrl).pathname.slice(1)) || "slipway";
  const [port, gatewayPort] = [Number(process.env.PORT ?? 3000), Number(process.env.GATEWAY_PORT ?? 4318)];
  Object.assign(
    process.env,
    installationEnvironment({ adminUrl, database, secrets: installationSecrets(home), port, gatewayPort }),
  );
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
if (!existsSync(join(root, "dist/slipway.mjs"))) {
  console.error("The commands are not built yet. Run `npm start` first.");
  process.exit(1);
}
await import("../dist/slipway.mjs");

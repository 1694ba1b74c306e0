// `npm run --silent slipway -- …`: runs an admin command against the installation that is running.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { joinInstallation } from "./supervisor/join-installation.mjs";

const root = join(import.meta.dirname, "..");
try {
  joinInstallation(root);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
if (!existsSync(join(root, "dist/slipway.mjs"))) {
  console.error("The commands are not built yet. Run `npm start` first.");
  process.exit(1);
}
await import("../dist/slipway.mjs");

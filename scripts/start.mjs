// `npm start` and `npm run dev`. Node's own modules only until the packages are there.
import { join } from "node:path";
import { ensureInstalled } from "./install.mjs";

const root = join(import.meta.dirname, "..");
process.chdir(root);
await ensureInstalled(root, (text) => console.log(`slipway  ${text}`));
const { supervise } = await import("./supervisor/supervise.mjs");
await supervise(root, { dev: process.argv.includes("--dev") });

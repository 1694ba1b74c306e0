import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { config } from "@/lib/platform/config/config.server";
import { log } from "@/lib/platform/log/log.server";
import type { CodeOutcome, RunCode } from "@/lib/runtime/sandbox/code-sandbox";
import { createSandboxPool } from "@/lib/runtime/sandbox/sandbox-pool.server";
import { type SandboxProgram, startSandboxProcess } from "@/lib/runtime/sandbox/sandbox-process.server";
import { sandboxUser } from "@/lib/runtime/sandbox/sandbox-user";

const CHILDREN = 2;
/** Beside the bundled worker, or in `dist` of the project when the sources run. */
const CHILD_PLACES = ["./sandbox-child.mjs", "../../../dist/sandbox-child.mjs"];

let pool: ReturnType<typeof createSandboxPool> | undefined;

/** Runs code in the pool of this process, which starts with the first call. */
export const runCode: RunCode = async (call) => {
  const user = sandboxUserHere();
  if (config().SLIPWAY_SANDBOX === "off") return refused(OFF);
  if (user === null && config().SLIPWAY_SANDBOX !== "reduced") return refused(REDUCED);
  pool ??= startPool(user);
  return await pool.run(call);
};

const refused = (message: string): CodeOutcome => ({ ok: false, class: "internal", message, logs: [] });
const OFF = "This installation runs no code. An operator can allow it with SLIPWAY_SANDBOX (docs/operating.md).";
const REDUCED =
  "Code would run as the user of the worker. Start the worker as root, so that code gets a user of its own, or accept it with SLIPWAY_SANDBOX=reduced (docs/operating.md).";

function startPool(user: number | null) {
  if (user === null) log().warn("code runs as the user of this worker, because SLIPWAY_SANDBOX=reduced");
  const program = readProgram();
  return createSandboxPool({ size: CHILDREN, start: () => startSandboxProcess(program, user) });
}

function readProgram(): SandboxProgram {
  const file = CHILD_PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);
  if (!file) throw new Error("dist/sandbox-child.mjs is missing. Run `node scripts/bundle.mjs`.");
  const engine = createRequire(import.meta.url).resolve("@jitl/quickjs-ng-wasmfile-release-sync/wasm");
  return { source: readFileSync(file, "utf8"), wasm: readFileSync(engine).toString("base64") };
}

/** A user id for code, or null when the worker is not root or that user could not start Node. */
function sandboxUserHere(): number | null {
  if (process.getuid?.() !== 0 || !canAnybodyRun(process.execPath)) return null;
  return sandboxUser(readFileSync("/etc/passwd", "utf8"));
}

const canAnybodyRun = (path: string): boolean =>
  (statSync(path).mode & 0o001) !== 0 && (dirname(path) === path || canAnybodyRun(dirname(path)));

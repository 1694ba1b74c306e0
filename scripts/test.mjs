// `npm test`: everything that proves the project on a fresh machine. Ends with one line `N passed, N failed`.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled } from "./install.mjs";
import { runCommand } from "./run-command.mjs";

const root = join(import.meta.dirname, "..");
process.chdir(root);
await ensureInstalled(root);
const { build, isBuilt, sourceHash } = await import("./supervisor/build.mjs");
const { findBrowser } = await import("./find-browser.mjs");

const reports = join(root, "test-results");
const total = { passed: 0, failed: 0 };
const count = (passed, failed) => {
  total.passed += passed;
  total.failed += failed;
};
const title = (text) => console.log(`\n── ${text} ${"─".repeat(Math.max(0, 70 - text.length))}`);
const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(join(reports, file), "utf8"));
  } catch {
    return null;
  }
};

async function check() {
  title("static checks");
  const { code, output } = await runCommand(["scripts/check.mjs"], { cwd: root, live: true });
  const [, passed = 0, failed = code === 0 ? 0 : 1] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
  count(Number(passed), Number(failed));
}

async function unit() {
  title("unit, property, database and contract tests");
  const args = [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${join(reports, "vitest.json")}`,
  ];
  const { code } = await runCommand(args, { cwd: root, live: true });
  const report = readReport("vitest.json");
  count(report?.numPassedTests ?? 0, report?.numFailedTests ?? 0);
  if (code !== 0 && !report?.numFailedTests) count(0, 1);
}

async function production() {
  title("production build");
  const hash = sourceHash(root);
  let ok = true;
  const run = async (_name, args) => {
    const result = await runCommand(args, { cwd: root, env: { NEXT_TELEMETRY_DISABLED: "1" } });
    if (result.code !== 0) {
      ok = false;
      console.log(result.output.split("\n").slice(-60).join("\n"));
      throw new Error("The build failed.");
    }
  };
  await run("bundle", ["scripts/bundle.mjs"])
    .then(() => (isBuilt(root, hash) ? undefined : build(root, hash, run)))
    .catch(() => {
      ok = false;
    });
  console.log(ok ? "built" : "failed");
  count(ok ? 1 : 0, ok ? 0 : 1);
  return ok;
}

/** The installation that the specs run against; as root its data may lie outside (see scripts/postgres/place.mjs). */
function removeInstallation() {
  const place = readReport("home/postgres.json")?.dir;
  if (place) rmSync(place, { recursive: true, force: true });
  rmSync(join(reports, "home"), { recursive: true, force: true });
}

async function browser() {
  title("end to end, in Chromium");
  const found = await findBrowser(root);
  removeInstallation();
  const args = ["node_modules/@playwright/test/cli.js", "test"];
  const env = {
    E2E_BROWSER: found.executablePath,
    E2E_BROWSER_LIBRARIES: found.libraries,
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, "e2e.json"),
  };
  const { code } = await runCommand(args, { cwd: root, live: true, env });
  const stats = readReport("e2e.json")?.stats;
  count(stats?.expected ?? 0, (stats?.unexpected ?? 0) + (stats?.flaky ?? 0));
  if (code !== 0 && !stats?.unexpected) count(0, 1);
}

/** On the installation that the specs leave: starting it again costs seconds. */
async function starts() {
  title("starting and stopping");
  const env = { SLIPWAY_HOME: "test-results/home", PORT: "13200", GATEWAY_PORT: "13201", DATABASE_URL: "" };
  const args = ["--test", "--test-reporter=tap", "scripts/supervisor/starts.mjs"];
  const { output } = await runCommand(args, { cwd: root, live: true, env });
  const [, passed] = /^# pass (\d+)$/m.exec(output) ?? [];
  const [, failed] = /^# fail (\d+)$/m.exec(output) ?? [];
  count(Number(passed ?? 0), Number(failed ?? 1));
}

const only = process.argv[2];
mkdirSync(reports, { recursive: true });
for (const file of ["vitest.json", "e2e.json"]) rmSync(join(reports, file), { force: true });
if (!only || only === "check") await check();
if (!only || only === "unit") await unit();
if ((!only || only === "e2e") && (await production())) {
  await browser();
  await starts();
  removeInstallation();
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

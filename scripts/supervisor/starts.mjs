// What `npm start` promises about starting and stopping, on an installation that is there already: SLIPWAY_HOME, PORT and
// GATEWAY_PORT name it. Run by `npm test` after the specs, which leave theirs.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

const root = join(import.meta.dirname, "../..");
const port = Number(process.env.PORT);
const READY_MS = 60_000;
const GONE_MS = 30_000;
/** Four seconds on a quiet machine; this bound is for a busy one. */
const SECOND_START_MS = 30_000;

/** Starts the supervisor. `ended` resolves with its exit code and everything that it said. */
function start() {
  const child = spawn(process.execPath, ["scripts/start.mjs"], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const ended = new Promise((done) => child.once("close", (code) => done({ code, output })));
  return { child, ended };
}

async function until(what, isTrue, withinMs) {
  const from = Date.now();
  while (!(await isTrue())) {
    assert.ok(Date.now() - from < withinMs, `${what}: not within ${withinMs} ms`);
    await sleep(100);
  }
  return Date.now() - from;
}

const isReady = async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(
    () => null,
  );
  return answer?.ok ?? false;
};

/** Processes that this supervisor started, or that they did: all carry its pid in their environment. */
function descendants(pid) {
  const own = `SLIPWAY_SUPERVISOR=${pid}\0`;
  return readdirSync("/proc").filter((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      return readFileSync(`/proc/${entry}/environ`, "latin1").includes(own);
    } catch {
      return false;
    }
  });
}

test("a second start works after kill -9 of the supervisor, and nothing of the first is left beside it", async () => {
  const first = start();
  await until("the first start is ready", isReady, READY_MS);
  assert.ok(descendants(first.child.pid).length > 0);
  first.child.kill("SIGKILL");
  await first.ended;
  const second = start();
  await until("the processes of the killed one are gone", () => descendants(first.child.pid).length === 0, GONE_MS);
  const took = await until("the second start is ready", isReady, SECOND_START_MS);
  console.log(`ready ${took} ms after the processes of the killed one were gone`);
  second.child.kill("SIGTERM");
  await second.ended;
});

test("SIGTERM stops everything and leaves no process", async () => {
  const { child, ended } = start();
  await until("ready", isReady, READY_MS);
  const { dir } = JSON.parse(readFileSync(join(process.env.SLIPWAY_HOME, "postgres.json"), "utf8"));
  const isPostgresUp = () => existsSync(join(dir, "data/postmaster.pid"));
  assert.ok(isPostgresUp());
  child.kill("SIGTERM");
  await ended;
  assert.deepEqual(descendants(child.pid), []);
  assert.equal(await isReady(), false);
  assert.equal(isPostgresUp(), false);
});

test("a port in use is named in the error, with what to do, and nothing is started", async () => {
  const other = createServer();
  await new Promise((done) => other.listen(port, "127.0.0.1", done));
  const { child, ended } = start();
  const { code, output } = await ended;
  other.close();
  assert.notEqual(code, 0);
  assert.match(output, new RegExp(`Port ${port} is in use`));
  assert.match(output, /PORT=\d+ npm start/);
  assert.deepEqual(descendants(child.pid), []);
});

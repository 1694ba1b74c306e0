// An instance of the product beside the one that may be running: own home, own Postgres, own ports, gone at the end.
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const READY_MS = 300_000;
const STOP_MS = 30_000;

/** Two ports on loopback that nobody listens on. */
export async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer());
  for (const server of servers) await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

/** A folder of its own below the system's temporary one; as root, Postgres runs under another uid and must read it. */
export function ownHome(name) {
  const home = mkdtempSync(join(tmpdir(), `slipway-${name}-`));
  chmodSync(home, 0o755);
  return home;
}

/** Starts `npm start` on its own home with the demo content. Returns its address and how to end it. */
export async function startOwnInstance(root, name) {
  const home = ownHome(name);
  const [port, gatewayPort] = await freePorts(2);
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, SLIPWAY_HOME: home, PORT: port, GATEWAY_PORT: gatewayPort, NEXTAUTH_URL: url };
  delete env.DATABASE_URL;
  delete env.npm_lifecycle_event;
  const child = spawn(process.execPath, ["scripts/start.mjs"], { cwd: root, env, stdio: ["ignore", 2, 2] });
  const ended = new Promise((done) => child.once("exit", (code) => done(code ?? 1)));
  const stop = async () => {
    child.kill("SIGTERM");
    await Promise.race([ended, sleep(STOP_MS, null, { ref: false })]);
    rmSync(home, { recursive: true, force: true });
  };
  const until = Date.now() + READY_MS;
  while (Date.now() < until) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (answer?.ok) return { url, stop };
    if (child.exitCode !== null) break;
    await sleep(200);
  }
  await stop();
  throw new Error("The instance did not get ready. Its messages are above.");
}

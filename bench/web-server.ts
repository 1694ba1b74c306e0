import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { freePorts } from "@/scripts/own-instance.mjs";
import { build, isBuilt, sourceHash } from "@/scripts/supervisor/build.mjs";

const READY_MS = 60_000;

/** The production build of these sources, made when it is stale, served on a free port against this process's database. */
export async function startWebServer(root: string) {
  const hash = sourceHash(root);
  if (!isBuilt(root, hash)) await build(root, hash, (_name: string, args: string[]) => runNode(root, args));
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [".next/standalone/server.js"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", PORT: String(port), HOSTNAME: "127.0.0.1", NEXTAUTH_URL: url },
    stdio: ["ignore", 2, 2],
  });
  const ended = new Promise((done) => child.once("exit", done));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  for (const until = Date.now() + READY_MS; Date.now() < until && child.exitCode === null; await sleep(50)) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return { url, stop };
  }
  child.kill("SIGKILL");
  throw new Error(`The web server did not answer within ${READY_MS / 1_000} s.`);
}

async function runNode(cwd: string, args: string[]): Promise<void> {
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", 2, 2] });
  const code = await new Promise((done) => child.once("exit", done));
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}.`);
}

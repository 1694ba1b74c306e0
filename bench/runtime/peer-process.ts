import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { serverClient } from "@/bench/runtime/server-client";
import { ensureInstalled } from "@/scripts/install.mjs";

const FOLDER = join(process.cwd(), "bench/peers");
const Answer = z.object({ perSecond: z.number() });

type Peer = { script: string; database: string; env?: Record<string, string> };

/** Another engine in a process of its own, on a database of its own of the same server. Its packages are installed first. */
export async function startPeer({ script, database, env = {} }: Peer, urlOf: (role: string, db: string) => string) {
  await ensureInstalled(FOLDER, (text: string) => process.stderr.write(`peers: ${text}\n`));
  const client = await serverClient();
  await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER slip_worker`);
  await client.end();
  const child = spawn(process.execPath, [script], {
    cwd: FOLDER,
    env: { PATH: process.env.PATH, NODE_ENV: "production", DATABASE_URL: urlOf("slip_worker", database), ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`The peer ${script} ended.`);
    return String(value);
  };
  await next();
  return {
    /** Executes so many runs, 16 in flight; runs per second. */
    async run(count: number): Promise<number> {
      child.stdin.write(`${count}\n`);
      return Answer.parse(JSON.parse(await next())).perSecond;
    },
    async stop() {
      child.stdin.end();
      await gone;
    },
  };
}

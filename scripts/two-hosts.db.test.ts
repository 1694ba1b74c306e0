import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { ask } from "@/lib/runtime/testing/chaos/chaos-runs";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { until } from "@/lib/runtime/testing/worker-processes";
import { freePorts } from "@/scripts/own-instance.mjs";

const program = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "done", kind: "end" },
  ],
  ["start > done"],
);
const workers: ChildProcess[] = [];
afterAll(() => {
  for (const worker of workers) worker.kill("SIGKILL");
});

/** What another host has: the sources, an empty home, the address of the database. */
function hostEnvironment(port: number, secrets: Record<string, string>): NodeJS.ProcessEnv {
  const { adminUrl } = inject("postgres");
  const database = new URL(process.env.SLIPWAY_APP_URL ?? "").pathname;
  return {
    PATH: process.env.PATH,
    NODE_ENV: "production",
    LOG_LEVEL: "error",
    NODE_NO_WARNINGS: "1",
    DATABASE_URL: Object.assign(new URL(adminUrl), { pathname: database }).toString(),
    SLIPWAY_HOME: mkdtempSync(join(tmpdir(), "slipway-host-")),
    WORKER_PORT: String(port),
    ...secrets,
  };
}

function start(port: number, secrets: Record<string, string>) {
  const env = hostEnvironment(port, secrets);
  const child = spawn(process.execPath, ["scripts/worker.mjs"], { env });
  workers.push(child);
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(String(chunk)));
  return { child, said, home: env.SLIPWAY_HOME ?? "" };
}

/** `npm run worker` with the two secrets of the first host; resolves when `/readyz` says so. */
async function startHost(): Promise<ChildProcess> {
  const [port = 0] = await freePorts(1);
  const { child, said } = start(port, {
    NEXTAUTH_SECRET: inject("postgres").secret,
    SLIPWAY_KEKS: process.env.SLIPWAY_KEKS ?? "",
  });
  const isReady = async () => {
    if (child.exitCode !== null) throw new Error(`The worker ended: ${said.join("")}`);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    return answer?.status === 200;
  };
  await until("a worker on another host", isReady, 60_000);
  return child;
}

const finished = async (ids: readonly string[]) =>
  Number(
    (await ask<{ n: string }>("SELECT count(*) AS n FROM run WHERE id = ANY($1) AND status = 'succeeded'", [ids]))[0]
      ?.n,
  ) === ids.length;
const takenBy = async (ids: readonly string[]) =>
  (
    await ask<{ pid: number }>(
      "SELECT DISTINCT h.pid FROM run r JOIN worker_heartbeat h ON h.executor_id = r.worker_id WHERE r.id = ANY($1)",
      [ids],
    )
  ).map((row) => row.pid);

test("two hosts that share a database share the runs, and one goes on when the other is gone", async () => {
  const release = await storeTestRelease("hosts", program);
  const queue = async (count: number) =>
    await Promise.all(Array.from({ length: count }, async () => (await release.queue({})).runId));
  const first = await startHost();
  const second = await startHost();
  const pids = [first.pid, second.pid].sort();
  const both = await (async () => {
    const ids: string[] = [];
    // Each worker hears of the other within a second; from then on both take their share.
    await until(
      "runs on both hosts",
      async () => {
        ids.push(...(await queue(8)));
        await until("these runs", () => finished(ids), 20_000);
        return (await takenBy(ids)).length === 2;
      },
      20_000,
    );
    return ids;
  })();
  expect((await takenBy(both)).sort()).toEqual(pids);
  second.kill("SIGKILL");
  const after = await queue(12);
  await until("runs without the second host", () => finished(after), 20_000);
}, 120_000);

test("a host without the secrets of the first says which ones to set, and makes none of its own", async () => {
  const { child, said, home } = start(0, {});
  await until("its end", () => child.exitCode !== null, 60_000);
  expect(child.exitCode).toBe(1);
  expect(said.join("")).toContain("Set NEXTAUTH_SECRET and SLIPWAY_KEKS");
  expect(readdirSync(home)).toEqual([]);
}, 90_000);

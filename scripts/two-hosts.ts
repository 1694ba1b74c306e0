// `node --import tsx scripts/two-hosts.ts`: two workers in two network namespaces, with a host name each, share one Postgres that
// both reach by the network; then one is cut off, and later killed. Linux, root. Prints what came of it.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchCluster } from "@/bench/test-cluster";
import { prisma } from "@/lib/platform/db/prisma.server";
import { endWorkerPool } from "@/lib/platform/db/worker-pool.server";
import { ask, chaosProgram } from "@/lib/runtime/testing/chaos/chaos-runs";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { until } from "@/lib/runtime/testing/worker-processes";

const RUNS = 40;
const HOSTS = [
  { name: "slipway-a", subnet: "10.87.1" },
  { name: "slipway-b", subnet: "10.87.2" },
] as const;
type Host = (typeof HOSTS)[number];

const ip = (...args: string[]) => execFileSync("ip", args, { stdio: ["ignore", "pipe", "pipe"] });
const wireOf = ({ subnet }: Host) => `slw${subnet.split(".")[2]}`;

/** A namespace and a wire to it: `.1` is this machine, `.2` the host. */
function addHost(host: Host): void {
  const wire = wireOf(host);
  ip("netns", "add", host.name);
  ip("link", "add", wire, "type", "veth", "peer", "name", "eth0", "netns", host.name);
  ip("addr", "add", `${host.subnet}.1/24`, "dev", wire);
  ip("link", "set", wire, "up");
  ip("-n", host.name, "addr", "add", `${host.subnet}.2/24`, "dev", "eth0");
  ip("-n", host.name, "link", "set", "eth0", "up");
  ip("-n", host.name, "link", "set", "lo", "up");
}

/** The address of the database for one host: the embedded Postgres listens on 127.0.0.1 only, so its wire is joined to it here. */
async function joinWire({ subnet }: Host, port: number): Promise<Server> {
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    near.pipe(far).pipe(near);
    near.on("error", () => far.destroy());
    far.on("error", () => near.destroy());
  });
  await new Promise<void>((done) => server.listen(port, `${subnet}.1`, done));
  return server;
}

function startWorker({ name, subnet }: Host, adminUrl: URL, home: string): ChildProcess {
  const url = Object.assign(new URL(adminUrl), { hostname: `${subnet}.1` }).toString();
  const work = 'hostname "$0"; exec node scripts/worker.mjs';
  return spawn("ip", ["netns", "exec", name, "unshare", "--uts", "sh", "-c", work, name], {
    env: { ...process.env, DATABASE_URL: url, SLIPWAY_HOME: home, SLIPWAY_PRIVATE_HOSTS: "" },
    stdio: ["ignore", "ignore", "inherit"],
    detached: true,
  });
}

const count = async (sql: string, values: unknown[] = []) =>
  Number((await ask<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`, values))[0]?.n);
const hostsOf = async (ids: readonly string[]) =>
  Object.fromEntries(
    (
      await ask<{ host: string; n: string }>(
        `SELECT h.host, count(*) AS n FROM run r JOIN worker_heartbeat h ON h.executor_id = r.worker_id WHERE r.id = ANY($1) GROUP BY 1`,
        [ids],
      )
    ).map(({ host, n }) => [host, Number(n)]),
  );

async function prove(adminUrl: URL, home: string, workers: ChildProcess[]) {
  for (const host of HOSTS) {
    workers.push(startWorker(host, adminUrl, join(home, host.name)));
    await until(`a worker on ${host.name}`, async () => (await count("worker_heartbeat")) === workers.length, 60_000);
  }
  const release = await storeTestRelease("hosts", chaosProgram);
  const queue = async () =>
    await Promise.all(Array.from({ length: RUNS }, async () => (await release.queue({})).runId));
  const isOver = async (ids: readonly string[]) =>
    (await count("run WHERE id = ANY($1) AND ended_at IS NOT NULL", [ids])) === ids.length;
  const together = await queue();
  await until("runs of both", () => isOver(together), 60_000);
  const shared = await hostsOf(together);
  const [, cut] = HOSTS;
  const after = await queue();
  ip("link", "set", wireOf(cut), "down");
  const allOverMs = await until("runs without the host that was cut off", () => isOver(after), 60_000);
  await until("the detector", async () => (await count("worker_heartbeat")) === 1, 20_000);
  ip("link", "set", wireOf(cut), "up");
  const backMs = await until("the host to come back", async () => (await count("worker_heartbeat")) === 2, 60_000);
  const last = await queue();
  await until("runs on the host that came back", async () => ((await hostsOf(last))[cut.name] ?? 0) > 0, 20_000);
  kill(workers.at(-1));
  // Half of these would be its own: the other worker does not know yet that it is gone.
  const rest = await queue();
  const overAfterKillMs = await until(
    "runs without the worker that was killed",
    () => isOver([...last, ...rest]),
    60_000,
  );
  return { runs: RUNS * 4, shared, cutOff: cut.name, allOverMs, backMs, killed: cut.name, overAfterKillMs };
}

/** `ip` and what it started are one group of processes. */
function kill(worker: ChildProcess | undefined): void {
  if (worker?.pid && worker.exitCode === null && worker.signalCode === null) process.kill(-worker.pid, "SIGKILL");
}

const home = mkdtempSync(join(tmpdir(), "slipway-hosts-"));
const workers: ChildProcess[] = [];
const servers: Server[] = [];
const cluster = await benchCluster();
try {
  const adminUrl = new URL(process.env.SLIPWAY_TEST_SUPERUSER_URL ?? "");
  for (const host of HOSTS) addHost(host);
  for (const host of HOSTS) servers.push(await joinWire(host, Number(adminUrl.port)));
  process.stdout.write(`${JSON.stringify(await prove(adminUrl, home, workers))}\n`);
} finally {
  for (const worker of workers) kill(worker);
  for (const server of servers) server.close();
  for (const host of HOSTS)
    execFileSync("sh", ["-c", `ip netns del ${host.name} 2>/dev/null; ip link del ${wireOf(host)} 2>/dev/null; true`]);
  await prisma().$disconnect();
  await endWorkerPool();
  await cluster.stop();
  rmSync(home, { recursive: true, force: true });
}
process.exit(0);

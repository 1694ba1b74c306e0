import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { createApiKey } from "@/lib/governance/keys/mutations.server";
import { addSandboxConnection } from "@/lib/governance/models/mutations.server";
import { activateStarterPolicies } from "@/lib/governance/policies/mutations.server";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import { type TenantDb, tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { workerPool } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { tenantId as brand } from "@/lib/platform/ids/branded-id";
import { PROGRAM_FORMATS, type Program } from "@/lib/release/program";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

const START_MS = 90_000;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

/** The gateway as its own process, on a free port, on the database of this test. */
export async function runningGateway() {
  const port = await freePort();
  const child = spawn(process.execPath, ["--import", "tsx", "lib/api/gateway.server.ts"], {
    env: { ...process.env, GATEWAY_PORT: String(port), NODE_ENV: "production" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const url = `http://127.0.0.1:${port}`;
  const until = Date.now() + START_MS;
  while (!(await fetch(`${url}/readyz`).catch(() => null))?.ok) {
    if (Date.now() > until || child.exitCode !== null) throw new Error("The gateway did not start.");
    await sleep(100);
  }
  return { url, stop: () => child.kill("SIGTERM") };
}

/** Executes what is queued, as a worker does, until it is stopped. `sleep` is how the simulated models take their time. */
export function executingRuns(options: { sleep?: (ms: number, signal?: AbortSignal) => Promise<void> } = {}) {
  const { sink } = memorySpanSink();
  const pool = new SegmentPool({ ...productionParts({ sink, ...options }), workerId: "test" });
  const taken = new Set<string>();
  let isStopped = false;
  const loop = (async () => {
    while (!isStopped) {
      const { rows } = await workerPool().query("SELECT tenant_id, id FROM lookup_waiting_runs(100, $1)", [
        [...PROGRAM_FORMATS],
      ]);
      for (const row of rows) {
        if (taken.has(row.id)) continue;
        taken.add(row.id);
        void pool.execute({ tenantId: brand(row.tenant_id), runId: row.id }).finally(() => taken.delete(row.id));
      }
      await sleep(10);
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await loop;
      await pool.drain();
    },
  };
}

/** A tenant whose production runs `program`, with an API key that may start runs. */
export async function tenantRunning(slug: string, program: Program) {
  const stored = await storeTestRelease(slug, program);
  const { tenantId, harnessId, releaseId } = stored;
  const actor = systemActor("test", tenantId, slug);
  const work = <T>(todo: (db: TenantDb) => Promise<T>) => tenantTransaction(tenantId, todo);
  const token = await work(async (db) => {
    await addSandboxConnection(db, actor);
    await activateStarterPolicies(db, actor);
    await db.environmentRoute.create({ data: { tenantId, harnessId, environment: "production", releaseId, rev: 1 } });
    const key = { name: "k", scopes: ["run:start" as const, "run:read" as const], expiresInDays: 1 };
    return (await createApiKey(db, actor, key, new Date())).token;
  });
  return { ...stored, actor, work, token };
}

/** Rows that tests look at. */
export const runOf = (tenantId: TenantId, runId: string) =>
  tenantTransaction(tenantId, (db) => db.run.findFirstOrThrow({ where: { tenantId, id: runId } }));

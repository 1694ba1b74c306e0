import { type ChildProcess, spawn } from "node:child_process";
import { until } from "@/lib/runtime/testing/worker-processes";
import { freePorts } from "@/scripts/own-instance.mjs";

const READY_MS = 60_000;

/**
 * `stepMs`: how long each call takes. `spans`: the trace is written to Postgres; else it goes nowhere. `env`: another
 * database than that of this process.
 */
export type NullWorkerOptions = { stepMs?: number; spans?: boolean; env?: Record<string, string> };

/** A worker process whose calls answer with nothing (`null-worker.ts`). Resolves when it takes runs. */
export async function startNullWorker({ stepMs = 0, spans = false, env = {} }: NullWorkerOptions = {}) {
  const own = { STEP_MS: String(stepMs), SPANS: spans ? "postgres" : "none" };
  const child = start("bench/null-worker.ts", { ...env, ...own }, "pipe");
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`The worker ended with ${code} before it was ready.`)));
  });
  return stopping(child);
}

/** The worker of production: policies, model gateway, memory, tools, spans. Resolves when it takes runs. */
export async function startProductionWorker() {
  const [port = 0] = await freePorts(1);
  const child = start("lib/runtime/worker/main.server.ts", { WORKER_PORT: String(port) }, "ignore");
  const isReady = async () => {
    if (child.exitCode !== null) throw new Error(`The worker ended with ${child.exitCode} before it was ready.`);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    return answer?.ok === true;
  };
  await until("a worker", isReady, READY_MS);
  return stopping(child);
}

const start = (file: string, env: Record<string, string>, stdout: "pipe" | "ignore"): ChildProcess =>
  spawn(process.execPath, ["--import", "tsx", file], {
    env: { ...process.env, NODE_NO_WARNINGS: "1", ...env },
    stdio: ["ignore", stdout, "inherit"],
  });

function stopping(child: ChildProcess) {
  return {
    pid: child.pid ?? 0,
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await gone;
    },
  };
}

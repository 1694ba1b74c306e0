import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { allRuns, ask, chaosProgram, type RunFacts, repeatedSteps } from "@/lib/runtime/testing/chaos/chaos-runs";
import { bundleEffectsWorker, ChaosWorkers } from "@/lib/runtime/testing/chaos/chaos-workers";
import { randomSource } from "@/lib/runtime/testing/chaos/random-source";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

export type ChaosOptions = {
  seed: number;
  /** So many workers are killed; other blows come on top. */
  kills: number;
  workers: number;
  inFlight: number;
  effectMs: number;
  /** File for what the calls do. */
  effects: string;
  /** Restarts the database at once; absent = this blow is not dealt. */
  restartDatabase?: () => Promise<void>;
  log(text: string): void;
};
export type ChaosReport = {
  seed: number;
  blows: Record<Blow, number>;
  runs: number;
  lost: number;
  stuck: number;
  repeated: number;
  recoveryMs: number[];
};
type Blow = "kill" | "freeze" | "cut" | "restart";

const FREEZE_MS = 6_500;
const RECOVERY_LIMIT_MS = 20_000;
const SETTLE_MS = 60_000;

/**
 * Deals random blows to real workers while runs are under way, then lets everything settle and counts. The seed decides
 * which blow comes when and whom it hits; what is under way at that moment is up to the machine.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const random = randomSource(options.seed);
  const bundle = await bundleEffectsWorker();
  const workers = new ChaosWorkers(bundle, options.effects, options.effectMs);
  const release = await storeTestRelease(`chaos${options.seed}`, chaosProgram);
  const queued: string[] = [];
  const report: ChaosReport = {
    seed: options.seed,
    blows: { kill: 0, freeze: 0, cut: 0, restart: 0 },
    runs: 0,
    lost: 0,
    stuck: 0,
    repeated: 0,
    recoveryMs: [],
  };
  try {
    await Promise.all(Array.from({ length: options.workers }, () => workers.start()));
    const feeder = feed(async () => queued.push((await release.queue({})).runId), options.inFlight);
    for (let dealt = 1; report.blows.kill < options.kills; dealt += 1) {
      await sleep(100 + random() * 700);
      const blow = blowOf(random(), options);
      report.blows[blow] += 1;
      const took = await deal(blow, options, workers, random);
      report.recoveryMs.push(...took);
      options.log(
        `${dealt} ${blow}, ${took.length} runs hit${took.length ? `, back after ${Math.max(...took)} ms` : ""}`,
      );
    }
    await feeder.stop();
    await settle(queued);
    const runs = new Map((await allRuns()).map((run) => [run.id, run.status]));
    report.runs = queued.length;
    report.lost = queued.filter((id) => !runs.has(id)).length;
    report.stuck = queued.filter((id) => runs.has(id) && runs.get(id) !== "succeeded").length;
    const repeated = await repeatedSteps(options.effects);
    for (const one of repeated) options.log(`repeated: ${JSON.stringify(one)}`);
    report.repeated = repeated.length;
    return report;
  } finally {
    await workers.end();
    rmSync(bundle, { force: true });
  }
}

function blowOf(chance: number, { restartDatabase }: ChaosOptions): Blow {
  if (chance < 0.7) return "kill";
  if (chance < 0.8) return "freeze";
  if (chance < 0.9 || !restartDatabase) return "cut";
  return "restart";
}

async function deal(blow: Blow, options: ChaosOptions, workers: ChaosWorkers, random: () => number): Promise<number[]> {
  const victim = workers.alive[Math.floor(random() * workers.alive.length)];
  if (!victim) throw new Error("No worker is alive.");
  if (blow === "cut" || blow === "restart") {
    const open = (await allRuns()).filter((run) => run.status === "running");
    const at = Date.now();
    await (blow === "cut" ? cutConnections() : options.restartDatabase?.());
    return await recovery(open, at, false);
  }
  const held = (await allRuns()).filter((run) => run.status === "running" && run.workerPid === victim.pid);
  const at = Date.now();
  if (blow === "freeze") return await freeze(victim, held, at);
  await workers.kill(victim);
  const [took] = await Promise.all([recovery(held, at, true), workers.start()]);
  return took;
}

/** A zombie: it stands still until its runs have gone on elsewhere, then wakes up in the middle of them. */
async function freeze(victim: ChildProcess, held: Held, at: number): Promise<number[]> {
  victim.kill("SIGSTOP");
  const [took] = await Promise.all([recovery(held, at, true), sleep(FREEZE_MS)]);
  victim.kill("SIGCONT");
  return took;
}

const cutConnections = () =>
  ask(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'slip_worker' AND pid <> pg_backend_pid()
          AND datname LIKE current_database() || '%'`);

type Held = Pick<RunFacts, "id" | "epoch" | "entries">[];

/**
 * Until each run is in other hands or finished, or, where its worker lives on (`mustMove` false), has written something
 * since; milliseconds after the blow for each.
 */
async function recovery(held: Held, at: number, mustMove: boolean): Promise<number[]> {
  const took = new Map<string, number>();
  const open = () => held.filter(({ id }) => !took.has(id));
  while (open().length > 0 && Date.now() - at < RECOVERY_LIMIT_MS) {
    const now = new Map((await allRuns()).map((run) => [run.id, run]));
    for (const one of open()) if (isBack(now.get(one.id), one, mustMove)) took.set(one.id, Date.now() - at);
    if (open().length > 0) await sleep(50);
  }
  return held.map(({ id }) => took.get(id) ?? RECOVERY_LIMIT_MS);
}

const isBack = (run: RunFacts | undefined, before: Held[number], mustMove: boolean) =>
  run !== undefined &&
  (run.status === "succeeded" || run.epoch > before.epoch || (!mustMove && run.entries > before.entries));

/** Keeps so many runs under way. A request that fails while the database is away is made again. */
function feed(queue: () => Promise<unknown>, inFlight: number): { stop(): Promise<void> } {
  let isStopped = false;
  const loop = async () => {
    while (!isStopped) {
      const open = (await allRuns()).filter((run) => run.status !== "succeeded").length;
      for (let missing = inFlight - open; missing > 0 && !isStopped; missing -= 1) await queue().catch(() => {});
      await sleep(100);
    }
  };
  const running = loop();
  return {
    async stop() {
      isStopped = true;
      await running;
    },
  };
}

async function settle(queued: readonly string[]): Promise<void> {
  const until = Date.now() + SETTLE_MS;
  while (Date.now() < until) {
    const done = new Set((await allRuns()).filter((run) => run.status === "succeeded").map((run) => run.id));
    if (queued.every((id) => done.has(id))) return;
    await sleep(100);
  }
}

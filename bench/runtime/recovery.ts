import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { figure } from "@/bench/report";
import type { Measure } from "@/bench/runtime/measure";
import { watchRuns } from "@/bench/runtime/watch-runs";
import { allRuns, chaosProgram, repeatedSteps } from "@/lib/runtime/testing/chaos/chaos-runs";
import { randomSource } from "@/lib/runtime/testing/chaos/random-source";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { until, WorkerProcesses } from "@/lib/runtime/testing/worker-processes";

const ROUNDS = 3;
const RUNS = 8;
const EFFECT_MS = 100;
const LIMIT_MS = 20_000;

/**
 * `kill -9` of one of two workers at a random moment of runs of ten calls: until the last of its runs is in other hands.
 * Every run has to succeed, and no step that was finished may begin again: the benchmark fails if one does. Thirty random
 * blows of four kinds are dealt by `npm run test:chaos`.
 */
export const recovery: Measure = async () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-recovery-"));
  const effects = join(folder, "effects");
  writeFileSync(effects, "");
  const random = randomSource(7);
  const workers = new WorkerProcesses(effects);
  const watch = await watchRuns();
  try {
    const release = await storeTestRelease("bench-recovery", chaosProgram);
    let survivor = await workers.start({ effectMs: EFFECT_MS });
    const took: number[] = [];
    while (took.length < ROUNDS) {
      const victim = survivor;
      survivor = await workers.start({ effectMs: EFFECT_MS });
      // Each hears of the other within a second; from then on both take their share.
      await sleep(1_500);
      const runs = await Promise.all(Array.from({ length: RUNS }, () => release.queue({})));
      await sleep(200 + random() * 500);
      const held = (await allRuns()).filter((run) => run.status === "running" && run.workerPid === victim.pid);
      victim.kill("SIGKILL");
      const movedMs = await until("its runs in other hands", () => haveMoved(held), LIMIT_MS);
      await Promise.all(runs.map((run) => watch.ended(run)));
      if (held.length > 0) took.push(movedMs);
    }
    const repeated = await repeatedSteps(effects);
    if (repeated.length > 0) throw new Error(`Finished steps began again: ${JSON.stringify(repeated)}`);
    return { recovery_ms: figure(took, "ms", 0) };
  } finally {
    await workers.end();
    await watch.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

async function haveMoved(held: readonly { id: string; epoch: number }[]): Promise<boolean> {
  const now = new Map((await allRuns()).map((run) => [run.id, run]));
  return held.every(({ id, epoch }) => {
    const run = now.get(id);
    return run !== undefined && (run.epoch > epoch || run.status === "succeeded");
  });
}

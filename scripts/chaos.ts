// `npm run test:chaos [-- --seed 7 --kills 30]`: real workers, a real database, random blows. Prints what came of it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchCluster } from "@/bench/test-cluster";
import { prisma } from "@/lib/platform/db/prisma.server";
import { endWorkerPool } from "@/lib/platform/db/worker-pool.server";
import { ask } from "@/lib/runtime/testing/chaos/chaos-runs";
import { runChaos } from "@/lib/runtime/testing/chaos/run-chaos";

const RECOVERY_MS = 7_000;
const { values } = parseArgs({
  options: { seed: { type: "string", default: "7" }, kills: { type: "string", default: "30" } },
});
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Fast shutdown in the middle of everything; whoever started the server starts it again. */
async function restartDatabase(): Promise<void> {
  const [row] = await ask<{ directory: string }>("SELECT current_setting('data_directory') AS directory");
  const [pid] = (await readFile(join(row?.directory ?? "", "postmaster.pid"), "utf8")).split("\n");
  process.kill(Number(pid), "SIGINT");
}

const cluster = await benchCluster();
const folder = mkdtempSync(join(tmpdir(), "slipway-chaos-"));
const effects = join(folder, "effects");
writeFileSync(effects, "");
let isGood = false;
try {
  const report = await runChaos({
    seed: Number(values.seed),
    kills: Number(values.kills),
    workers: 3,
    inFlight: 12,
    effectMs: 120,
    effects,
    restartDatabase,
    log: say,
  });
  const sorted = [...report.recoveryMs].sort((one, other) => one - other);
  const summary = {
    ...report,
    recoveryMs: { runs: sorted.length, median: sorted[Math.floor(sorted.length / 2)] ?? 0, max: sorted.at(-1) ?? 0 },
  };
  isGood = report.lost + report.stuck + report.repeated === 0 && summary.recoveryMs.max <= RECOVERY_MS;
  say(JSON.stringify(summary));
} finally {
  await prisma().$disconnect();
  await endWorkerPool();
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(isGood ? 0 : 1);

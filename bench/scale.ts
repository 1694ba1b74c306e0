import { type Figure, report } from "@/bench/report";
import { COUNTED } from "@/bench/runtime/count-work";
import { measureMove } from "@/bench/scale/move-tenant";
import { measureRunCost } from "@/bench/scale/run-cost";
import { placementTable, simulateShards } from "@/bench/scale/simulate-shards";
import { benchCluster } from "@/bench/test-cluster";
import { prisma } from "@/lib/platform/db/prisma.server";
import { endWorkerPool } from "@/lib/platform/db/worker-pool.server";

/**
 * `npm run bench:scale`: what one run costs, what moving a tenant between two databases takes (both measured, on a Postgres
 * of its own), and how 10,000 tenants would lie on 16 such shards (simulated: keys that begin with `sim_`). Linux.
 */
let figures: Record<string, Figure> = {};
const cluster = await benchCluster(COUNTED);
try {
  const cost = await measureRunCost();
  const move = await measureMove(await cluster.addDatabase("bench_shard_b"));
  for (const line of placementTable()) process.stderr.write(`${line}\n`);
  figures = { ...cost, ...move, ...simulateShards(cost.runs_per_s?.value ?? 0) };
} finally {
  await prisma().$disconnect();
  await endWorkerPool();
  await cluster.stop();
}
report("scale", figures);
process.exit(0);

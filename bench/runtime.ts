import { parseArgs } from "node:util";
import { type Figure, report } from "@/bench/report";
import { agentOverhead } from "@/bench/runtime/agent-overhead";
import { COUNTED } from "@/bench/runtime/count-work";
import { fanOut, fanOutOfModels } from "@/bench/runtime/fan-out";
import type { Measure } from "@/bench/runtime/measure";
import { quietTenant } from "@/bench/runtime/quiet-tenant";
import { recovery } from "@/bench/runtime/recovery";
import { startLatency } from "@/bench/runtime/start-latency";
import { throughput } from "@/bench/runtime/throughput";
import { withSpans } from "@/bench/runtime/with-spans";
import { measureSinkRatio } from "@/bench/sink-ratio";
import { benchCluster } from "@/bench/test-cluster";
import { prisma } from "@/lib/platform/db/prisma.server";
import { endWorkerPool } from "@/lib/platform/db/worker-pool.server";

/**
 * `npm run bench:runtime [-- --only start,agent]`: what durable runs cost and how they behave, on a Postgres of its own with
 * durable commits. Each part says what it measures. Values are medians over at least three rounds, `min` and `max` over the
 * same rounds. Without `--only` it plays all parts but the longer looks at one of them (`MORE`), made for three minutes on a
 * quiet machine. The packages of the peers are installed once, by the first run.
 */
const MEASURES: Record<string, Measure> = {
  throughput,
  start: startLatency,
  sink: async () => ({ sink_ratio_bare: await measureSinkRatio() }),
  agent: agentOverhead,
  "fan-out": fanOut,
  recovery,
  quiet: quietTenant,
};
const MORE: Record<string, Measure> = { spans: withSpans, "fan-out-models": fanOutOfModels };
const ALL = { ...MEASURES, ...MORE };

const { values } = parseArgs({ options: { only: { type: "string" } } });
const chosen = values.only?.split(",") ?? Object.keys(MEASURES);
const unknown = chosen.filter((name) => !Object.hasOwn(ALL, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no part ${unknown.join(", ")}. Parts: ${Object.keys(ALL).join(", ")}.\n`);
  process.exit(1);
}

const figures: Record<string, Figure> = {};
const cluster = await benchCluster(COUNTED);
try {
  for (const name of chosen) {
    const begin = performance.now();
    const found = await ALL[name]?.(cluster);
    Object.assign(figures, found);
    process.stderr.write(`${name} (${((performance.now() - begin) / 1_000).toFixed(0)} s): ${JSON.stringify(found)}\n`);
  }
} finally {
  await prisma().$disconnect();
  await endWorkerPool();
  await cluster.stop();
}
report("runtime", figures);
process.exit(0);

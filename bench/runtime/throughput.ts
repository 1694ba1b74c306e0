import { type Figure, figure } from "@/bench/report";
import { countWork, type Work } from "@/bench/runtime/count-work";
import type { Measure } from "@/bench/runtime/measure";
import { startPeer } from "@/bench/runtime/peer-process";
import { queueRuns } from "@/bench/runtime/queue-runs";
import { tenSteps } from "@/bench/runtime/ten-steps";
import { watchRuns } from "@/bench/runtime/watch-runs";
import { startNullWorker } from "@/bench/runtime/worker-process";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

const ROUNDS = 5;
const RUNS = 48;
const WARM_UP = 48;

type Side = { run(count: number): Promise<number>; databases: string[]; stop(): Promise<void> };
type Stretch = Work & { perSecond: number };
const PEERS = ["langgraph", "langgraph-sync", "dbos"] as const;
type Peer = (typeof PEERS)[number];
type Round = { ours: [Stretch, Stretch]; theirs: ReadonlyMap<Peer, Stretch> };

/**
 * Runs of ten steps, 16 in flight, through Slipway and two other durable engines in turn: ours, the peers, ours again; the
 * order of the peers turns from round to round. Every step of every side does the same nothing: it answers with its name.
 * Same server with durable commits, a database and a process each, 16 connections each.
 *
 * Ours is the whole way of a run: a request in this process commits it in a transaction of a tenant, a notification
 * brings it to a worker in another process, which claims it, journals each of ten calls before the next one begins, and
 * writes the end; this process asks for the end. The peers are at their cheapest: the process that starts a run executes
 * it, without a queue and without another process, and learns of the end in memory.
 *
 * LangGraph.js by its default ("async": a checkpoint is written while the next node runs) and, as ours does, with a
 * checkpoint before the next node ("sync"). DBOS: one workflow, ten steps. A ratio is ours (mean of the two stretches of a
 * round) divided by theirs of the same round. `aa_spread`: the larger of our two stretches divided by the smaller one;
 * a ratio nearer to 1 than that says nothing.
 */
export const throughput: Measure = async ({ urlOf }) => {
  const ours = await startOurs();
  const sides: Side[] = [ours];
  try {
    const peers = new Map<Peer, Side>();
    for (const name of PEERS) {
      const side = await startPeerSide(name, urlOf);
      peers.set(name, side);
      sides.push(side);
    }
    for (const side of sides) await side.run(WARM_UP);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await playRound(ours, peers, round));
    return figuresOf(rounds);
  } finally {
    for (const side of sides) await side.stop();
  }
};

async function startOurs(): Promise<Side> {
  const release = await storeTestRelease("bench-throughput", tenSteps);
  const watch = await watchRuns();
  const worker = await startNullWorker();
  return {
    run: (count) => queueRuns({ queue: () => release.queue({}), watch }, count),
    databases: ["bench", "bench_dispatch"],
    async stop() {
      await worker.stop();
      await watch.stop();
    },
  };
}

async function startPeerSide(name: Peer, urlOf: (role: string, db: string) => string): Promise<Side> {
  const database = `peer_${name.replace("-", "_")}`;
  const script = name === "dbos" ? "dbos.mjs" : "langgraph.mjs";
  const env = { DURABILITY: name === "langgraph-sync" ? "sync" : "async" };
  return { ...(await startPeer({ script, database, env }, urlOf)), databases: [database] };
}

async function playRound(ours: Side, peers: ReadonlyMap<Peer, Side>, round: number): Promise<Round> {
  const before = await stretch(ours);
  const theirs = new Map<Peer, Stretch>();
  const all = [...peers];
  const turn = round % all.length;
  for (const [name, side] of [...all.slice(turn), ...all.slice(0, turn)]) theirs.set(name, await stretch(side));
  return { ours: [before, await stretch(ours)], theirs };
}

async function stretch(side: Side): Promise<Stretch> {
  let perSecond = 0;
  const { statements, walKb } = await countWork(side.databases, async () => {
    perSecond = await side.run(RUNS);
  });
  return { perSecond, statements: statements / RUNS, walKb: walKb / RUNS };
}

function figuresOf(rounds: readonly Round[]): Record<string, Figure> {
  const ours = rounds.flatMap((round) => round.ours);
  const mean = ({ ours: [one, other] }: Round) => (one.perSecond + other.perSecond) / 2;
  const spread = ({ ours: [{ perSecond: one }, { perSecond: other }] }: Round) => Math.max(one / other, other / one);
  const ratio = (name: Peer) =>
    figure(
      rounds.map((round) => mean(round) / stretchOf(round, name).perSecond),
      `× ${name}`,
    );
  return {
    runs_per_s: figureOf(ours, "perSecond", "runs/s"),
    ratio_langgraph: ratio("langgraph"),
    ratio_langgraph_sync: ratio("langgraph-sync"),
    ratio_dbos_steps: ratio("dbos"),
    aa_spread: figure(rounds.map(spread), "×"),
    statements_per_run: figureOf(ours, "statements", "statements"),
    wal_kb_per_run: figureOf(ours, "walKb", "kB"),
    ...figuresOfPeer("langgraph", rounds),
    ...figuresOfPeer("dbos", rounds),
  };
}

function figuresOfPeer(name: Peer, rounds: readonly Round[]): Record<string, Figure> {
  const theirs = rounds.map((round) => stretchOf(round, name));
  return {
    [`${name}_runs_per_s`]: figureOf(theirs, "perSecond", "runs/s"),
    [`${name}_statements_per_run`]: figureOf(theirs, "statements", "statements"),
    [`${name}_wal_kb_per_run`]: figureOf(theirs, "walKb", "kB"),
  };
}

const figureOf = (all: readonly Stretch[], key: keyof Stretch, unit: string): Figure =>
  figure(
    all.map((one) => one[key]),
    unit,
    1,
  );

function stretchOf({ theirs }: Round, name: Peer): Stretch {
  const found = theirs.get(name);
  if (!found) throw new Error(`The round has no stretch of ${name}.`);
  return found;
}

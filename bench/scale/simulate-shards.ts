import { randomUUID } from "node:crypto";
import { type Figure, figure } from "@/bench/report";
import { loadsOf, type Placement, placeByHash, placeByLoad, rebalance, unevenness } from "@/bench/scale/place-tenants";
import { type Demand, p99, simulateShard } from "@/bench/scale/simulate-shard";
import { zipfShares } from "@/bench/scale/zipf-shares";
import { randomSource } from "@/lib/runtime/testing/chaos/random-source";

const TENANTS = 10_000;
const EXPONENT = 1;
const SHARDS = 16;
const TABLE = [4, 8, 16, 32];
/** Part of the capacity of all shards that is asked for. */
const LOAD = 0.6;
const ROUNDS = 5;
const EVEN = 1.1;
const [SECONDS, HOT_FROM_S, HOT_TO_S, HOT_TIMES] = [180, 60, 120, 3];
/** Of the tenants that share shards: alone the heaviest of its own, in the company of hundreds of light ones. */
const HOT_TENANT = SHARDS - 2;

const shares = zipfShares(TENANTS, EXPONENT);
const unitOfMean = "× mean";

/**
 * Nothing here executes a run. 10,000 tenants whose loads follow Zipf's law (the heaviest asks for a tenth of everything)
 * are placed on shards, by hash and by load; `ROUNDS` sets of tenant ids. Then one shard is
 * played for three minutes, with `capacity` (measured: runs per second of one worker and one Postgres on this machine) and
 * the order in which workers take runs; for one minute its heaviest tenant asks for three times what the shard can do.
 */
export function simulateShards(capacity: number): Record<string, Figure> {
  const rounds = Array.from({ length: ROUNDS }, (_, round) => playRound(capacity, round));
  const over = (of: (round: (typeof rounds)[number]) => number, unit: string, digits = 2) =>
    figure(rounds.map(of), unit, digits);
  return {
    sim_fullest_shard_by_hash: over((round) => round.byHash, unitOfMean),
    sim_fullest_shard_by_load: over((round) => round.byLoad, unitOfMean),
    sim_fullest_shard_by_load_without_heaviest: over((round) => round.withoutHeaviest, unitOfMean),
    sim_moves_to_even: over((round) => round.moves, "tenants", 0),
    sim_wait_p99_calm_s: over((round) => round.calm, "s"),
    sim_wait_p99_beside_hot_fair_s: over((round) => round.fair, "s"),
    sim_wait_p99_beside_hot_first_come_s: over((round) => round.firstCome, "s"),
  };
}

function playRound(capacity: number, round: number) {
  const tenants = Array.from({ length: TENANTS }, () => randomUUID());
  const byHash = placeByHash(tenants, SHARDS);
  const others = shares.slice(1);
  const rest = placeByHash(tenants.slice(1), SHARDS - 1);
  const waits = playHotShard(placeByLoad(others, SHARDS - 1), { capacity, seed: round });
  return {
    byHash: unevennessOf(shares, byHash, SHARDS),
    byLoad: unevennessOf(shares, placeByLoad(shares, SHARDS), SHARDS),
    withoutHeaviest: unevennessOf(others, placeByLoad(others, SHARDS - 1), SHARDS - 1),
    moves: rebalance(others, rest, SHARDS - 1, EVEN).moved.length,
    ...waits,
  };
}

const unevennessOf = (all: readonly number[], placement: Placement, shards: number) =>
  unevenness(loadsOf(all, placement, shards));

/** The shard of the hot tenant, the heaviest of all having one of its own; waits of all tenants but the hot one. */
function playHotShard(placement: Placement, { capacity, seed }: { capacity: number; seed: number }) {
  const others = shares.slice(1);
  const shard = placement[HOT_TENANT] ?? 0;
  const total = capacity * SHARDS * LOAD;
  const here = others.filter((_, tenant) => placement[tenant] === shard).map((share) => share * total);
  const calmly: Demand[] = here.map((rate) => () => rate);
  const isHot = (second: number) => second >= HOT_FROM_S && second < HOT_TO_S;
  const hot: Demand = (second) => (isHot(second) ? HOT_TIMES * capacity : (here[0] ?? 0));
  const play = (tenants: readonly Demand[], order: "fair" | "first-come") =>
    p99(
      simulateShard(tenants, {
        capacity,
        order,
        seconds: SECONDS,
        random: randomSource(seed + 1),
      }).slice(1),
    );
  return {
    calm: play(calmly, "fair"),
    fair: play([hot, ...calmly.slice(1)], "fair"),
    firstCome: play([hot, ...calmly.slice(1)], "first-come"),
  };
}

/** How even 4 to 32 shards are, for people: one line each. */
export function placementTable(): string[] {
  const tenants = Array.from({ length: TENANTS }, () => randomUUID());
  return TABLE.map((shards) => {
    const hash = unevennessOf(shares, placeByHash(tenants, shards), shards).toFixed(2);
    const load = unevennessOf(shares, placeByLoad(shares, shards), shards).toFixed(2);
    const heaviest = ((shares[0] ?? 0) * shards).toFixed(2);
    return `${shards} shards: fullest by hash ${hash}, by load ${load}, heaviest tenant alone ${heaviest} × mean`;
  });
}

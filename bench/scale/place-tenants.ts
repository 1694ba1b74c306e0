import { preferredWorker } from "@/lib/runtime/dispatch/preferred-worker";

/** The shard of each tenant. */
export type Placement = readonly number[];

/** Rendezvous hashing, as between workers: nothing to store, and blind to load. */
export function placeByHash(tenants: readonly string[], shards: number): Placement {
  const names = Array.from({ length: shards }, (_, shard) => `shard-${shard}`);
  return tenants.map((tenant) => names.indexOf(preferredWorker(tenant, names) ?? ""));
}

/** Heaviest tenant first, each to the shard that is lightest then: what a stored map can do when loads are known. */
export function placeByLoad(shares: readonly number[], shards: number): Placement {
  const loads = new Array<number>(shards).fill(0);
  const heaviestFirst = shares.map((_, tenant) => tenant).sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));
  const placement = new Array<number>(shares.length).fill(0);
  for (const tenant of heaviestFirst) {
    const lightest = loads.indexOf(Math.min(...loads));
    placement[tenant] = lightest;
    loads[lightest] = (loads[lightest] ?? 0) + (shares[tenant] ?? 0);
  }
  return placement;
}

/** The load of each shard, as a part of the whole. */
export function loadsOf(shares: readonly number[], placement: Placement, shards: number): number[] {
  const loads = new Array<number>(shards).fill(0);
  for (const [tenant, shard] of placement.entries()) loads[shard] = (loads[shard] ?? 0) + (shares[tenant] ?? 0);
  return loads;
}

/** The fullest shard against the mean: 1 is even. */
export function unevenness(loads: readonly number[]): number {
  const mean = loads.reduce((sum, load) => sum + load, 0) / loads.length;
  return Math.max(...loads) / mean;
}

/**
 * Moves one tenant at a time from the fullest shard to the lightest, each time the heaviest one that makes the fullest
 * lighter without making the other as full, until the fullest is within `target` of the mean or nothing helps any more.
 * Returns the tenants that moved.
 */
export function rebalance(shares: readonly number[], from: Placement, shards: number, target: number) {
  const placement = [...from];
  const moved: number[] = [];
  while (moved.length < shares.length) {
    const loads = loadsOf(shares, placement, shards);
    const [most, least] = [Math.max(...loads), Math.min(...loads)];
    if (unevenness(loads) <= target) break;
    const fullest = loads.indexOf(most);
    const room = most - least;
    const tenant = shares.findIndex((share, index) => placement[index] === fullest && share < room);
    if (tenant < 0) break;
    placement[tenant] = loads.indexOf(least);
    moved.push(tenant);
  }
  return { placement, moved };
}

import { quantile } from "@/bench/report";

const TICK_S = 0.05;
/** Of one worker, and of those what one tenant may fill. */
const [SLOTS, TENANT_SLOTS] = [32, 24];

/** Runs per second that a tenant asks for, at a moment of the simulation. */
export type Demand = (second: number) => number;
type Options = {
  /** Runs per second that the shard executes when all slots are in use. */
  capacity: number;
  seconds: number;
  /**
   * `fair`: as workers do, the tenant that runs least, then the oldest (`lookup_waiting_runs`), and at most 24 of 32 slots
   * for one tenant. `first-come`: one line for all, for comparison.
   */
  order: "fair" | "first-come";
  random: () => number;
};
type Waits = number[][];

/**
 * One shard over some minutes: tenants ask at random (Poisson), a run takes a slot for as long as gives the capacity, and
 * what finds no slot waits. Returns for each tenant how long its runs waited, in seconds; what still waits at the end
 * counts with its wait so far.
 */
export function simulateShard(tenants: readonly Demand[], options: Options): Waits {
  const shard = new Shard(tenants.length, options);
  for (let now = 0; now < options.seconds; now += TICK_S) {
    for (const [tenant, demand] of tenants.entries())
      shard.ask(tenant, now, poisson(demand(now) * TICK_S, options.random));
    shard.end(now);
    shard.begin(now);
  }
  return shard.waits(options.seconds);
}

class Shard {
  readonly #lines: number[][];
  readonly #waits: Waits;
  readonly #running: number[];
  readonly #busy: { tenant: number; until: number }[] = [];

  constructor(
    tenants: number,
    private readonly options: Options,
  ) {
    this.#lines = Array.from({ length: tenants }, () => []);
    this.#waits = Array.from({ length: tenants }, () => []);
    this.#running = Array.from({ length: tenants }, () => 0);
  }

  ask(tenant: number, now: number, count: number): void {
    for (let n = 0; n < count; n += 1) this.#lines[tenant]?.push(now);
  }

  /** All take equally long: they end in the order in which they began. */
  end(now: number): void {
    for (let first = this.#busy[0]; first && first.until <= now; first = this.#busy[0]) {
      this.#running[first.tenant] = this.#runs(first.tenant) - 1;
      this.#busy.shift();
    }
  }

  begin(now: number): void {
    const until = now + SLOTS / this.options.capacity;
    for (let tenant = this.#next(); tenant !== null && this.#busy.length < SLOTS; tenant = this.#next()) {
      this.#waits[tenant]?.push(now - (this.#lines[tenant]?.shift() ?? now));
      this.#running[tenant] = this.#runs(tenant) + 1;
      this.#busy.push({ tenant, until });
    }
  }

  waits(end: number): Waits {
    return this.#waits.map((waits, tenant) => [...waits, ...(this.#lines[tenant] ?? []).map((since) => end - since)]);
  }

  readonly #runs = (tenant: number): number => this.#running[tenant] ?? 0;

  /** The tenant whose turn it is, of those that have something in line. */
  #next(): number | null {
    let best: { tenant: number; turn: number; since: number } | null = null;
    for (const [tenant, [since]] of this.#lines.entries()) {
      const turn = this.#turnOf(tenant);
      if (since === undefined || turn >= TENANT_SLOTS) continue;
      if (!best || turn < best.turn || (turn === best.turn && since < best.since)) best = { tenant, turn, since };
    }
    return best?.tenant ?? null;
  }

  #turnOf(tenant: number): number {
    return this.options.order === "fair" ? this.#runs(tenant) : 0;
  }
}

/** Knuth; for small means. */
function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** The wait below which 99 of 100 runs stayed. */
export const p99 = (waits: readonly (readonly number[])[]): number => quantile(waits.flat(), 0.99);

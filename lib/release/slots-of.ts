import type { Json } from "@/lib/release/json-schema";

type Config = Record<string, Json>;

/** Names of the model slots that a step calls: its own, and those of the judges among its checks. */
export function slotsOf({ config }: { config: Config }): string[] {
  const named = [config, ...checksOf(config)].map(({ slot }) => slot);
  return [...new Set(named)].flatMap((name) => (typeof name === "string" && name !== "" ? [name] : []));
}

/** The configuration of a step with another name in place of a slot. */
export function withSlotRenamed(config: Config, name: string, next: string): Config {
  const renamed = (one: Config): Config => (one.slot === name ? { ...one, slot: next } : one);
  const checks = checksOf(config);
  return { ...renamed(config), ...(checks.length > 0 && { checks: checks.map(renamed) }) };
}

const checksOf = ({ checks }: Config): Config[] =>
  Array.isArray(checks)
    ? checks.flatMap((check) => (typeof check === "object" && check !== null && !Array.isArray(check) ? [check] : []))
    : [];

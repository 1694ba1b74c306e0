import { parseArgs } from "node:util";
import { UsageError } from "@/scripts/cli/usage-error";

/** String options by name. One that is missing or unknown is a usage error that shows `usage`. */
export function options<K extends string>(
  args: string[],
  required: readonly K[],
  usage: string,
  optional: readonly string[] = ["name"],
): Record<K, string> & Record<string, string | undefined> {
  try {
    const { values } = parseArgs({
      args,
      options: Object.fromEntries([...required, ...optional].map((name) => [name, { type: "string" as const }])),
    });
    const missing = required.filter((name) => typeof values[name] !== "string");
    if (missing.length === 0) return values as Record<K, string>;
  } catch {
    // an unknown option: said below
  }
  throw new UsageError(`Usage: npm run --silent slipway -- ${usage}`);
}

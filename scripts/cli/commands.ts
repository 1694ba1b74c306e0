import { parseArgs } from "node:util";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { scenarios } from "@/prisma/seed/scenarios";
import { UsageError } from "@/scripts/cli/usage-error";

type Command = (args: string[]) => Promise<unknown>;

const SLUG = /^[a-z][a-z0-9-]{1,38}$/;

/** String options by name; a missing or unknown one is a usage error. */
function options<K extends string>(
  args: string[],
  required: readonly K[],
  usage: string,
): Record<K, string> & Record<string, string | undefined> {
  try {
    const { values } = parseArgs({
      args,
      options: Object.fromEntries([...required, "name"].map((name) => [name, { type: "string" as const }])),
    });
    const missing = required.filter((name) => typeof values[name] !== "string");
    if (missing.length === 0) return values as Record<K, string>;
  } catch {
    // an unknown option: said below
  }
  throw new UsageError(`Usage: npm run --silent slipway -- ${usage}`);
}

/** Every admin command by its words. */
export const commands: Record<string, Command> = {
  "tenants create": async (args) => {
    const { slug, name } = options(args, ["slug"], "tenants create --slug <slug> [--name <name>]");
    if (!SLUG.test(slug))
      throw new UsageError(`"${slug}" is not a slug: a letter, then letters, digits and hyphens, 2 to 39 characters.`);
    const { tenantId, created } = await createTenant({ slug, name: name ?? slug, demo: false });
    return { slug, tenantId, created };
  },
  seed: async ([scenario = "demo", ...flags]) => {
    const run = scenarios[scenario];
    if (!run)
      throw new UsageError(`There is no scenario "${scenario}". Scenarios: ${Object.keys(scenarios).join(", ")}.`);
    return await run({ onlyFirst: flags.includes("--first") });
  },
};

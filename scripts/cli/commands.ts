import { listTenants } from "@/lib/governance/tenants/data.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { scenarios } from "@/prisma/seed/scenarios";
import { createKey } from "@/scripts/cli/create-key";
import { options } from "@/scripts/cli/options";
import { startRun } from "@/scripts/cli/start-run";
import { UsageError } from "@/scripts/cli/usage-error";
import { verifyAudit } from "@/scripts/cli/verify-audit";

type Command = (args: string[]) => Promise<unknown>;

const SLUG = /^[a-z][a-z0-9-]{1,38}$/;

/** Every admin command by its words. */
export const commands: Record<string, Command> = {
  "tenants create": async (args) => {
    const { slug, name } = options(args, ["slug"], "tenants create --slug <slug> [--name <name>]");
    if (!SLUG.test(slug))
      throw new UsageError(`"${slug}" is not a slug: a letter, then letters, digits and hyphens, 2 to 39 characters.`);
    const { tenantId, created } = await createTenant({ slug, name: name ?? slug, demo: false });
    return { slug, tenantId, created };
  },
  "tenants list": async () => ({ items: await listTenants() }),
  "keys create": createKey,
  "runs start": startRun,
  "audit verify": verifyAudit,
  seed: async ([scenario = "demo"]) => {
    const run = scenarios[scenario];
    if (!run)
      throw new UsageError(`There is no scenario "${scenario}". Scenarios: ${Object.keys(scenarios).join(", ")}.`);
    return await run();
  },
};

import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { findTenantId } from "@/lib/governance/tenants/data.server";
import { startRun as start } from "@/lib/runtime/runs/mutations.server";
import { NewRun } from "@/lib/runtime/runs/schema";
import { waitForRun } from "@/lib/runtime/runs/wait-for-run.server";
import { options } from "@/scripts/cli/options";
import { UsageError } from "@/scripts/cli/usage-error";

const USAGE =
  "runs start --tenant <slug> --harness <slug> --input <json> [--environment production|staging] [--wait <seconds, default 0>]";

/** Starts a run of what an environment runs, and waits for it when asked. */
export async function startRun(args: string[]) {
  const { tenant, harness, input, environment, wait } = options(args, ["tenant", "harness", "input"], USAGE, [
    "environment",
    "wait",
  ]);
  const run = NewRun.safeParse({ harness, input: readJson(input), ...(environment ? { environment } : {}) });
  if (!run.success)
    throw new UsageError(`${run.error.issues[0]?.message}. Usage: npm run --silent slipway -- ${USAGE}`);
  const tenantId = await findTenantId(tenant);
  if (!tenantId) throw new UsageError(`There is no tenant "${tenant}". See \`tenants list\`.`);
  const actor = systemActor("admin-command", tenantId, tenant);
  const started = await withTenant(actor, "run:start", (db) =>
    start(db, actor, run.data, { idempotencyKey: null, trigger: "cli", nowMs: Date.now() }),
  );
  return await waitForRun(actor, started.runId, Number(wait ?? 0) * 1_000, new AbortController().signal);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`--input is not JSON: ${text.slice(0, 80)}`);
  }
}

import { startProvider } from "@/bench/runtime/provider-process";
import { watchRuns } from "@/bench/runtime/watch-runs";
import { startProductionWorker } from "@/bench/runtime/worker-process";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { createConnection } from "@/lib/governance/models/mutations.server";
import { activateStarterPolicies } from "@/lib/governance/policies/mutations.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import type { Program } from "@/lib/release/program";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

export const MODEL = "slow/slow-1";

/** What a program that calls models and tools needs: a slow provider, a worker of production that may reach it, and tenants with policies. */
export async function modelWorld() {
  const provider = await startProvider();
  process.env.SLIPWAY_PRIVATE_HOSTS = provider.host;
  const worker = await startProductionWorker();
  const watch = await watchRuns();
  return {
    provider,
    watch,
    /** A tenant with the starter policies, a connection to the provider and a release of the program. */
    async store(slug: string, program: Program) {
      const release = await storeTestRelease(slug, program);
      const actor = systemActor("bench", release.tenantId, slug);
      await tenantTransaction(release.tenantId, async (db) => {
        await activateStarterPolicies(db, actor);
        const baseUrl = `http://${provider.host}/v1`;
        await createConnection(db, actor, { name: "slow", provider: "openai-compatible", baseUrl, apiKey: null });
      });
      return release;
    },
    async stop() {
      await worker.stop();
      await watch.stop();
      await provider.stop();
    },
  };
}

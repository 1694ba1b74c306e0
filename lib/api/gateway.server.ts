import { serve } from "@hono/node-server";
import { createApi } from "@/lib/api/app.server";
import { serviceReadiness } from "@/lib/governance/tenants/service-readiness.server";
import { driveExperiments } from "@/lib/harness/experiments/drive-experiments.server";
import { config } from "@/lib/platform/config/config.server";
import { repeat } from "@/lib/runtime/worker/repeat.server";

/** The gateway process: the same API for machine clients, without Next in the way. */
const app = createApi();
app.get("/healthz", (context) => context.json({ ok: true }));
app.get("/readyz", async (context) => {
  const state = await serviceReadiness();
  return context.json(state, state.ok ? 200 : 503);
});
const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: config().GATEWAY_PORT });

/** Experiments go forward here: their state is in the database, so any number of gateways may take turns. */
const DRIVE_EVERY_MS = 500;
const experiments = repeat("driving experiments", DRIVE_EVERY_MS, () => driveExperiments(Date.now()));

const stop = async () => {
  await experiments.stop();
  server.close(() => process.exit(0));
};
process.once("SIGTERM", stop);
process.once("SIGINT", stop);

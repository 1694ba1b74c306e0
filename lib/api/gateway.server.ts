import { serve } from "@hono/node-server";
import { createApi } from "@/lib/api/app.server";
import { serviceReadiness } from "@/lib/governance/tenants/service-readiness.server";
import { config } from "@/lib/platform/config/config.server";

/** The gateway process: the same API for machine clients, without Next in the way. */
const app = createApi();
app.get("/healthz", (context) => context.json({ ok: true }));
app.get("/readyz", async (context) => {
  const state = await serviceReadiness();
  return context.json(state, state.ok ? 200 : 503);
});
const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: config().GATEWAY_PORT });

const stop = () => server.close(() => process.exit(0));
process.once("SIGTERM", stop);
process.once("SIGINT", stop);

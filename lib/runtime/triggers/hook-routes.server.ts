import type { Hono } from "hono";
import { findTenantId } from "@/lib/governance/tenants/data.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { limitRate } from "@/lib/platform/http/limit-rate.server";
import { problemResponse } from "@/lib/platform/http/problem-response.server";
import { readTextBody } from "@/lib/platform/http/read-text-body.server";
import { receiveWebhook } from "@/lib/runtime/triggers/receive-webhook.server";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `POST /hooks/<tenant>/<endpoint>`, with the token behind it for senders that can set no header. */
export function addHookRoutes(app: Hono): void {
  app.post("/hooks/:tenant/:endpoint/:token?", async (context) => {
    const requestId = crypto.randomUUID();
    try {
      const { tenant: slug, endpoint: endpointId, token } = context.req.param();
      const tenant = UUID.test(endpointId) ? await findTenantId(slug) : null;
      if (tenant === null) throw new ProblemError("not-found");
      limitRate(`hook:${endpointId}`);
      const request = context.req.raw;
      const run = await receiveWebhook(
        { tenantId: tenant, slug },
        {
          endpointId,
          headers: request.headers,
          query: context.req.query(),
          pathToken: token ?? null,
          readBody: (maxBytes) => readTextBody(request, maxBytes),
        },
        Date.now(),
      );
      return context.json(run, run.duplicate ? 200 : 202, { "x-request-id": run.runId, "cache-control": "no-store" });
    } catch (error) {
      return problemResponse(error, requestId);
    }
  });
}

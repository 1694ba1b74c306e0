import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listTriggers } from "@/lib/runtime/triggers/data.server";
import { setScheduleState, setWebhookState } from "@/lib/runtime/triggers/mutations.server";
import { TriggerChange, TriggerList } from "@/lib/runtime/triggers/schema";

const tag = "Triggers";
const operate = "release:promote";

export const triggerRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/triggers",
      scope: "run:read",
      summary: "Webhook addresses and schedules of the routed releases, with what became of them",
      tag,
      response: TriggerList,
    },
    ({ actor }) => withTenant(actor, "run:read", (db) => listTriggers(db, actor, Date.now())),
  ),
  governedRoute(
    {
      method: "patch",
      path: "/triggers/webhooks/{webhookId}",
      scope: operate,
      summary: "Pause a webhook address, or let it go on",
      tag,
      params: z.object({ webhookId: z.uuid() }),
      body: TriggerChange,
    },
    ({ actor, params: { webhookId }, body: { state } }) =>
      withTenant(actor, operate, (db) => setWebhookState(db, actor, webhookId, state)),
  ),
  governedRoute(
    {
      method: "patch",
      path: "/triggers/schedules/{scheduleId}",
      scope: operate,
      summary: "Pause a schedule, or let it go on",
      tag,
      params: z.object({ scheduleId: z.uuid() }),
      body: TriggerChange,
    },
    ({ actor, params: { scheduleId }, body: { state } }) =>
      withTenant(actor, operate, (db) => setScheduleState(db, actor, scheduleId, { state, nowMs: Date.now() })),
  ),
];

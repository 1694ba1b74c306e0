import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listSlots } from "@/lib/harness/slots/data.server";
import { bindSlot, unbindSlot } from "@/lib/harness/slots/mutations.server";
import { SlotChange, SlotList } from "@/lib/harness/slots/schema";
import { ReleaseEnvironment } from "@/lib/harness/variables/schema";

const tag = "Releases";
const params = z.object({ harness: z.string().min(1).max(80) });
const inEnvironment = params.extend({ slot: z.string().min(1).max(40), environment: ReleaseEnvironment });
const path = "/harnesses/{harness}/slots/{slot}/environments/{environment}";

export const slotRoutes: GovernedRoute[] = [
  governedRoute(
    {
      ...{ method: "get", path: "/harnesses/{harness}/slots", scope: "release:read", tag, params },
      summary: "The model slots of a harness, with what each environment asks in them",
      response: SlotList,
    },
    ({ actor, params: { harness } }) => withTenant(actor, "release:read", (db) => listSlots(db, actor, harness)),
  ),
  governedRoute(
    {
      ...{ method: "put", path, scope: "release:promote", tag, params: inEnvironment },
      summary: "Bind a slot to another model in an environment; runs that start from now on ask it",
      body: SlotChange,
    },
    ({ actor, params: { harness, slot, environment }, body: { model } }) =>
      withTenant(actor, "release:promote", (db) => bindSlot(db, actor, harness, { slot, environment, model })),
  ),
  governedRoute(
    {
      ...{ method: "delete", path, scope: "release:promote", tag, params: inEnvironment },
      summary: "Let a slot ask the model of the release again in an environment",
    },
    ({ actor, params: { harness, slot, environment } }) =>
      withTenant(actor, "release:promote", (db) => unbindSlot(db, actor, harness, { slot, environment })),
  ),
];

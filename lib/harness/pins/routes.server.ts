import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getPinValue, listPins } from "@/lib/harness/pins/data.server";
import { removePin, setPin } from "@/lib/harness/pins/mutations.server";
import { NewPin, PinList, PinValue } from "@/lib/harness/pins/schema";

const tag = "Harnesses";
const params = z.object({ harness: z.string().min(1).max(80) });
const ofNode = params.extend({ nodeId: z.string().min(1).max(40) });
const path = "/harnesses/{harness}/draft/pins/{nodeId}";

export const pinRoutes: GovernedRoute[] = [
  governedRoute(
    {
      ...{ method: "get", path: "/harnesses/{harness}/draft/pins", scope: "harness:read", tag, params },
      summary: "Outputs that test runs use instead of running a step",
      response: PinList,
    },
    ({ actor, params: { harness } }) =>
      withTenant(actor, "harness:read", async (db) => ({ items: await listPins(db, actor, harness) })),
  ),
  governedRoute(
    {
      ...{ method: "get", path, scope: "payload:readDraft", tag, params: ofNode },
      summary: "The output that a step is pinned to",
      response: PinValue,
    },
    ({ actor, params: { harness, nodeId } }) =>
      withTenant(actor, "payload:readDraft", (db) => getPinValue(db, actor, harness, nodeId)),
  ),
  governedRoute(
    {
      ...{ method: "put", path, scope: "harness:write", tag, params: ofNode, status: 204, maxBodyBytes: 600_000 },
      summary: "Pin the output of a step for test runs",
      body: NewPin,
    },
    ({ actor, params: { harness, nodeId }, body }) =>
      withTenant(actor, "harness:write", (db) => setPin(db, actor, harness, { nodeId, pin: body, now: new Date() })),
  ),
  governedRoute(
    {
      ...{ method: "delete", path, scope: "harness:write", tag, params: ofNode },
      summary: "Let test runs run a step again",
    },
    ({ actor, params: { harness, nodeId } }) =>
      withTenant(actor, "harness:write", (db) => removePin(db, actor, harness, nodeId)),
  ),
];

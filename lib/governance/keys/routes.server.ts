import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listApiKeys } from "@/lib/governance/keys/data.server";
import { createApiKey, revokeApiKey } from "@/lib/governance/keys/mutations.server";
import { ApiKeyList, CreatedApiKey, NewApiKey } from "@/lib/governance/keys/schema";

const tag = "API keys";

export const apiKeyRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/keys",
      scope: "apikey:read",
      summary: "API keys, newest first; never their secrets",
      tag,
      query: z.object({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: z.string().max(100).optional(),
      }),
      response: ApiKeyList,
    },
    ({ actor, query }) => withTenant(actor, "apikey:read", (db) => listApiKeys(db, actor.tenantId, query, new Date())),
  ),
  governedRoute(
    {
      method: "post",
      path: "/keys",
      scope: "apikey:write",
      summary: "Make an API key; the token is in the answer and nowhere else",
      tag,
      body: NewApiKey,
      response: CreatedApiKey,
      status: 201,
    },
    ({ actor, body }) => withTenant(actor, "apikey:write", (db) => createApiKey(db, actor, body, new Date())),
  ),
  governedRoute(
    {
      method: "delete",
      path: "/keys/{keyId}",
      scope: "apikey:write",
      summary: "Revoke an API key",
      tag,
      params: z.object({ keyId: z.string().regex(/^[0-9A-Za-z]{12}$/) }),
    },
    ({ actor, params }) => withTenant(actor, "apikey:write", (db) => revokeApiKey(db, actor, params.keyId, new Date())),
  ),
];

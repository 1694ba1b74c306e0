import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listSecrets } from "@/lib/governance/secrets/data.server";
import { createSecret, deleteSecret, replaceSecret } from "@/lib/governance/secrets/mutations.server";
import { NewSecret, ReplacedSecret, SecretPage } from "@/lib/governance/secrets/schema";

const tag = "Secrets";
const params = z.object({ secretId: z.uuid() });

export const secretRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/secrets",
      scope: "secret:read",
      summary: "Secrets by name; never their values",
      tag,
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: z.string().max(100).optional(),
      }),
      response: SecretPage,
    },
    ({ actor, query: { limit, cursor } }) =>
      withTenant(actor, "secret:read", (db) => listSecrets(db, actor.tenantId, { limit, cursor })),
  ),
  governedRoute(
    {
      method: "post",
      path: "/secrets",
      scope: "secret:write",
      summary: "Store a secret; its value can never be read again",
      tag,
      body: NewSecret,
      response: z.object({ id: z.uuid() }),
      status: 201,
    },
    ({ actor, body }) => withTenant(actor, "secret:write", (db) => createSecret(db, actor, body)),
  ),
  governedRoute(
    {
      method: "put",
      path: "/secrets/{secretId}",
      scope: "secret:write",
      summary: "Replace a secret's value and hosts",
      tag,
      params,
      body: ReplacedSecret,
    },
    ({ actor, params: { secretId }, body }) =>
      withTenant(actor, "secret:write", (db) => replaceSecret(db, actor, secretId, body)),
  ),
  governedRoute(
    {
      method: "delete",
      path: "/secrets/{secretId}",
      scope: "secret:write",
      summary: "Destroy a secret",
      tag,
      params,
    },
    ({ actor, params: { secretId } }) => withTenant(actor, "secret:write", (db) => deleteSecret(db, actor, secretId)),
  ),
];

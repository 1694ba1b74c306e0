import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listConnections } from "@/lib/governance/models/data.server";
import {
  createConnection,
  deleteConnection,
  deleteModelCard,
  putModelCard,
  replaceConnection,
} from "@/lib/governance/models/mutations.server";
import {
  ConnectionPage,
  ConnectionTest,
  ModelCardInput,
  NewConnection,
  ReplacedConnection,
} from "@/lib/governance/models/schema";
import { testConnection } from "@/lib/governance/models/test-connection.server";
import { safeFetch } from "@/lib/platform/net/safe-fetch.server";

const tag = "Models";
const write = "model:write";
const params = z.object({ connectionId: z.uuid() });

export const modelRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/model-connections",
      scope: "model:read",
      summary: "Model providers and their models; never their keys",
      tag,
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: z.string().max(100).optional(),
      }),
      response: ConnectionPage,
    },
    ({ actor, query: { limit, cursor } }) =>
      withTenant(actor, "model:read", (db) => listConnections(db, actor.tenantId, { limit, cursor })),
  ),
  governedRoute(
    {
      method: "post",
      path: "/model-connections",
      scope: write,
      summary: "Connect OpenAI, Anthropic, Google or an address that speaks OpenAI's protocol",
      tag,
      body: NewConnection,
      response: z.object({ id: z.uuid() }),
      status: 201,
    },
    ({ actor, body }) => withTenant(actor, write, (db) => createConnection(db, actor, body)),
  ),
  governedRoute(
    {
      method: "put",
      path: "/model-connections/{connectionId}",
      scope: write,
      summary: "Replace address and key of a connection",
      tag,
      params,
      body: ReplacedConnection,
    },
    ({ actor, params: { connectionId }, body }) =>
      withTenant(actor, write, (db) => replaceConnection(db, actor, connectionId, body)),
  ),
  governedRoute(
    {
      method: "delete",
      path: "/model-connections/{connectionId}",
      scope: write,
      summary: "Remove a connection with its key and models",
      tag,
      params,
    },
    ({ actor, params: { connectionId } }) =>
      withTenant(actor, write, (db) => deleteConnection(db, actor, connectionId)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/model-connections/{connectionId}/test",
      scope: write,
      summary: "Ask the provider for its models with the stored key",
      tag,
      params,
      response: ConnectionTest,
    },
    ({ actor, params: { connectionId }, request }) => testConnection(actor, connectionId, safeFetch(), request.signal),
  ),
  governedRoute(
    {
      method: "put",
      path: "/model-connections/{connectionId}/models",
      scope: write,
      summary: "Offer a model to harnesses, or change its limits and prices",
      tag,
      params,
      body: ModelCardInput,
    },
    ({ actor, params: { connectionId }, body }) =>
      withTenant(actor, write, (db) => putModelCard(db, actor, connectionId, body)),
  ),
  governedRoute(
    {
      method: "delete",
      path: "/model-connections/{connectionId}/models",
      scope: write,
      summary: "Take a model out of the choice",
      tag,
      params,
      query: z.strictObject({ modelId: z.string().min(1).max(80) }),
    },
    ({ actor, params: { connectionId }, query: { modelId } }) =>
      withTenant(actor, write, (db) => deleteModelCard(db, actor, connectionId, modelId)),
  ),
];

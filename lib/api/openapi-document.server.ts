import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { GovernedRoute } from "@/lib/governance/access/governed-route.server";
import { Problem } from "@/lib/platform/errors/problem";

const json = (schema: z.ZodType) => ({ "application/json": { schema } });
const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: Problem } },
});

/** The OpenAPI description of one route, with the tenant as its first path parameter. */
export function documentRoute({ spec }: GovernedRoute) {
  const status = spec.status ?? (spec.response || spec.stream ? 200 : 204);
  const params = z.object({ tenant: z.string().describe("Slug of the tenant") }).extend(spec.params?.shape ?? {});
  return createRoute({
    method: spec.method,
    path: `/api/v1/{tenant}${spec.path}`,
    summary: spec.summary,
    tags: [spec.tag],
    security: [{ apiKey: [] }, { session: [] }],
    description: `Needs the right \`${spec.scope}\`.`,
    request: {
      params,
      ...(spec.query ? { query: spec.query } : {}),
      ...(spec.body ? { body: { required: true, content: json(spec.body) } } : {}),
    },
    responses: {
      [status]: spec.stream
        ? { description: "A stream of server-sent events", content: { "text/event-stream": { schema: z.string() } } }
        : spec.response
          ? { description: "Done", content: json(spec.response) }
          : { description: "Done" },
      401: problem("No valid session or API key"),
      403: problem("The right is missing"),
      404: problem("Unknown, or not yours"),
      ...(spec.body ? { 413: problem("The body is too large"), 422: problem("Some fields are not valid") } : {}),
    },
  });
}

/** The whole document (OpenAPI 3.1). */
export function openApiDocument(app: OpenAPIHono) {
  app.openAPIRegistry.registerComponent("securitySchemes", "apiKey", { type: "http", scheme: "bearer" });
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "slipway.session",
  });
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Slipway",
      version: "1",
      description:
        "Build, release, run, observe and govern agents. Errors are RFC 9457 problem documents with a stable `code`.",
    },
  });
}

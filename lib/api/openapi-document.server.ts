import { z } from "zod";
import type { GovernedRoute } from "@/lib/governance/access/governed-route.server";
import { ProblemSchema } from "@/lib/platform/errors/problem-schema";

type Document = Record<string, unknown>;

/** JSON Schema of a zod schema, self-contained: values that are any JSON are `{}`, so nothing refers to anything. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Document {
  const {
    $schema: _dialect,
    $defs: _definitions,
    ...body
  } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline", override: openJson });
  return JSON.parse(JSON.stringify(body), (_key, value) => (value?.$ref ? {} : value));
}

/** `z.json()` is recursive; in a document it is just any value. */
function openJson({ zodSchema, jsonSchema }: { zodSchema: { _zod: { def: { type: string } } }; jsonSchema: Document }) {
  if (zodSchema._zod.def.type !== "lazy") return;
  for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
}

const json = (schema: z.ZodType, io: "input" | "output") => ({ "application/json": { schema: schemaOf(schema, io) } });
const problemSchema = { $ref: "#/components/schemas/Problem" };
const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: problemSchema } },
});

function parameters(shape: z.ZodObject, where: "path" | "query") {
  const { properties = {}, required = [] } = schemaOf(shape, "input");
  const names = new Set(z.array(z.string()).parse(required));
  return Object.entries(z.record(z.string(), z.record(z.string(), z.unknown())).parse(properties)).map(
    ([name, schema]) => ({
      name,
      in: where,
      required: where === "path" || names.has(name),
      ...(schema.description ? { description: schema.description } : {}),
      schema,
    }),
  );
}

function answerOf({ spec }: GovernedRoute) {
  if (spec.stream)
    return {
      description: "A stream of server-sent events",
      content: { "text/event-stream": { schema: { type: "string" } } },
    };
  return spec.response ? { description: "Done", content: json(spec.response, "output") } : { description: "Done" };
}

/** The OpenAPI operation of one route, with the tenant as its first path parameter. */
function operationOf(route: GovernedRoute): Document {
  const { spec } = route;
  const status = spec.status ?? (spec.response || spec.stream ? 200 : 204);
  const path = z.object({ tenant: z.string().describe("Slug of the tenant") }).extend(spec.params?.shape ?? {});
  return {
    operationId: `${spec.method} ${spec.path}`.replaceAll(/[^a-zA-Z0-9]+/g, "-").replace(/-$/, ""),
    summary: spec.summary,
    description: `Needs the right \`${spec.scope}\`.`,
    "x-scope": spec.scope,
    tags: [spec.tag],
    security: [{ apiKey: [] }, { session: [] }],
    parameters: [...parameters(path, "path"), ...(spec.query ? parameters(spec.query, "query") : [])],
    ...(spec.body ? { requestBody: { required: true, content: json(spec.body, "input") } } : {}),
    responses: {
      [status]: answerOf(route),
      401: problem("No valid session or API key"),
      403: problem("The right is missing"),
      404: problem("Unknown, or not yours"),
      ...(spec.body ? { 413: problem("The body is too large"), 422: problem("Some fields are not valid") } : {}),
    },
  };
}

/** The whole document (OpenAPI 3.1). */
export function openApiDocument(routes: readonly GovernedRoute[]): Document {
  const paths: Record<string, Document> = {};
  for (const route of routes) {
    const path = `/api/v1/{tenant}${route.spec.path}`;
    paths[path] = { ...paths[path], [route.spec.method]: operationOf(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Slipway",
      version: "1",
      description:
        "Build, release, run, observe and govern agents. Errors are RFC 9457 problem documents with a stable `code`.",
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(ProblemSchema, "output") },
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "slipway.session" },
      },
    },
  };
}

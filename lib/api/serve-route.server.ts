import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import type { GovernedRoute } from "@/lib/governance/access/governed-route.server";
import { type Credentials, requireActor } from "@/lib/governance/access/require-actor.server";
import type { Scope } from "@/lib/governance/access/scopes";
import { config } from "@/lib/platform/config/config.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { jsonHazard } from "@/lib/platform/http/json-hazard";
import { problemResponse } from "@/lib/platform/http/problem-response.server";
import { readJsonBody } from "@/lib/platform/http/read-json-body.server";
import { refuseOtherSites } from "@/lib/platform/http/refuse-other-sites.server";

const DEFAULT_BODY_BYTES = 256_000;
const HEADERS = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

/** The governed wrapper: every request to the API passes here, and nothing else reaches a handler. */
export async function serveRoute(route: GovernedRoute, context: Context): Promise<Response> {
  let requestId: string = randomUUID();
  try {
    const { spec } = route;
    const request = context.req.raw;
    const authorization = context.req.header("authorization") ?? null;
    if (spec.method !== "get" && !authorization) refuseOtherSites(request);
    const slug = context.req.param("tenant") ?? "";
    const enter = () => enterWith(slug, spec.scope, { cookie: (name) => getCookie(context, name), authorization });
    const actor = await enter();
    requestId = actor.requestId;
    const params = parse(spec.params ?? z.object({}), omit(context.req.param(), "tenant"), "path");
    const query = parse((spec.query ?? z.object({})).strict(), context.req.query(), "query");
    const body = spec.body
      ? parse(spec.body, await readJsonBody(request, spec.maxBodyBytes ?? DEFAULT_BODY_BYTES, spec.fileTexts), "body")
      : undefined;
    const answer = await route.handle({ actor, params, query, body, request, mayStill: () => isLetIn(enter) });
    return toResponse(route, answer, requestId);
  } catch (error) {
    return problemResponse(error, requestId);
  }
}

async function enterWith(slug: string, scope: Scope, credentials: Credentials): Promise<Actor> {
  const actor = await requireActor(slug, credentials);
  if (!actor.scopes.has(scope)) throw new ProblemError("forbidden", `This needs the right "${scope}".`);
  return actor;
}

/** A refusal is an answer; a database that cannot be asked is not, and goes to the caller. */
async function isLetIn(enter: () => Promise<Actor>): Promise<boolean> {
  try {
    await enter();
    return true;
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
}

function toResponse({ spec }: GovernedRoute, answer: unknown, requestId: string): Response {
  if (answer instanceof Response) return answer;
  if (!spec.response)
    return new Response(null, { status: spec.status ?? 204, headers: { ...HEADERS, "x-request-id": requestId } });
  const checked = config().NODE_ENV === "production" ? answer : spec.response.parse(answer);
  return new Response(JSON.stringify(checked), {
    status: spec.status ?? 200,
    headers: { ...HEADERS, "content-type": "application/json", "x-request-id": requestId },
  });
}

/** Unknown ids look like ids of nothing: a malformed id in the path is a 404, not a hint about what ids look like. */
function parse<T>(schema: z.ZodType<T>, value: unknown, where: "path" | "query" | "body"): T {
  const hazard = where === "body" ? null : jsonHazard(value);
  const parsed = schema.safeParse(value);
  if (parsed.success && !hazard) return parsed.data;
  if (where === "path") throw new ProblemError("not-found");
  if (hazard)
    throw new ProblemError("bad-request", hazard.message, [{ ...hazard, pointer: `/query${hazard.pointer}` }]);
  const errors = parsed.error?.issues.slice(0, 50).map((issue) => ({
    pointer: `${where === "query" ? "/query" : ""}/${issue.path.join("/")}`,
    message: issue.message,
  }));
  throw new ProblemError("invalid", "Correct the fields that `errors` names and send the request again.", errors);
}

const omit = (record: Record<string, string>, key: string) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getSpan, getTrace, listSpans, listTraces } from "@/lib/observability/traces/data.server";
import { traceEvents } from "@/lib/observability/traces/event-stream.server";
import { SpanDetail, SpanPage, TracePage, TraceView } from "@/lib/observability/traces/schema";
import { TraceFilter } from "@/lib/observability/traces/trace-filter";
import { MAX_INT4 } from "@/lib/platform/db/max-int4";
import { isTerminal } from "@/lib/release/run-status";

const tag = "Traces";
const params = z.object({ runId: z.uuid() });
const After = z.coerce.number().int().min(0).max(MAX_INT4);
const limit = (max: number, standard: number) => z.coerce.number().int().min(1).max(max).default(standard);
const rightToRead = (environment: string) => (environment === "draft" ? "payload:readDraft" : "payload:readProd");

export const traceRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/runs",
      scope: "run:read",
      summary: "Runs, newest first",
      tag: "Runs",
      query: TraceFilter.extend({ limit: limit(200, 50), cursor: z.string().max(200).optional() }),
      response: TracePage,
    },
    ({ actor, query: { limit: size, cursor, ...filter } }) =>
      withTenant(actor, "run:read", (db) => listTraces(db, actor, filter, { limit: size, ...(cursor && { cursor }) })),
  ),
  governedRoute(
    {
      method: "get",
      path: "/runs/{runId}/trace",
      scope: "trace:read",
      summary: "The root of a run's trace: status, totals, error",
      tag,
      params,
      response: TraceView,
    },
    ({ actor, params: { runId } }) => withTenant(actor, "trace:read", (db) => getTrace(db, actor, runId)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/runs/{runId}/spans",
      scope: "trace:read",
      summary: "Spans of a run in the order in which they were last written, without content",
      tag,
      params,
      query: z.object({ after: After.default(0), limit: limit(2_000, 2_000) }),
      response: SpanPage,
    },
    ({ actor, params: { runId }, query }) =>
      withTenant(actor, "trace:read", async (db) => {
        await getTrace(db, actor, runId);
        return await listSpans(db, actor, runId, { afterSeq: query.after, limit: query.limit });
      }),
  ),
  governedRoute(
    {
      method: "get",
      path: "/runs/{runId}/spans/{spanId}",
      scope: "trace:read",
      summary: "One span with its input and output",
      tag,
      params: params.extend({ spanId: z.string().regex(/^[0-9a-f]{16}$/) }),
      response: SpanDetail,
    },
    ({ actor, params: { runId, spanId } }) =>
      withTenant(actor, "trace:read", async (db) => {
        const { environment } = await getTrace(db, actor, runId);
        const mayRead = actor.scopes.has(rightToRead(environment));
        return await getSpan(db, actor, runId, spanId, mayRead);
      }),
  ),
  governedRoute(
    {
      method: "get",
      path: "/runs/{runId}/events",
      scope: "trace:read",
      summary:
        "Server-sent events of a run: `span`, `run`, `delta` (text while a model writes it), `end`; resumes after Last-Event-ID or `after`",
      tag,
      params,
      query: z.object({ after: After.optional() }),
      stream: true,
    },
    async ({ actor, params: { runId }, query, request, mayStill }) => {
      const cursor = After.safeParse(request.headers.get("last-event-id") ?? query.after).data ?? 0;
      const trace = await withTenant(actor, "trace:read", (db) => getTrace(db, actor, runId));
      // 204 tells an EventSource to stop: there is nothing more to come.
      if (isTerminal(trace.status) && cursor >= trace.lastSeq) return new Response(null, { status: 204 });
      const { signal } = request;
      const mayReadText = actor.scopes.has(rightToRead(trace.environment));
      return traceEvents({ viewer: actor, traceId: runId, afterSeq: cursor, mayReadText, signal, mayRead: mayStill });
    },
  ),
];

import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { isTerminal } from "@/lib/release/run-status";
import { getRun, getRunGraph } from "@/lib/runtime/runs/data.server";
import { cancelRun, startRun } from "@/lib/runtime/runs/mutations.server";
import { RunGraph } from "@/lib/runtime/runs/run-graph";
import { NewRun, NewSignal, RunView, SentSignal } from "@/lib/runtime/runs/schema";
import { sendSignal } from "@/lib/runtime/runs/send-signal.server";
import { waitForRun } from "@/lib/runtime/runs/wait-for-run.server";

const tag = "Runs";
const params = z.object({ runId: z.uuid() });
const MAX_WAIT_S = 60;

export const runRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "post",
      path: "/runs",
      scope: "run:start",
      summary:
        "Start a run. Headers: Idempotency-Key (the same key never starts two runs), Prefer: wait=<seconds up to 60>. Answers 200 when finished, else 202.",
      tag,
      body: NewRun,
      response: RunView,
      status: 202,
      maxBodyBytes: 1_000_000,
    },
    async ({ actor, body, request }) => {
      const idempotencyKey = idempotencyKeyOf(request);
      const started = await withTenant(actor, "run:start", (db) =>
        startRun(db, actor, body, { idempotencyKey, nowMs: Date.now() }),
      );
      const waitMs = preferredWaitMs(request) ?? started.waitMs;
      const run = await waitForRun(actor, started.runId, waitMs, request.signal);
      return Response.json(RunView.parse(run), {
        status: isTerminal(run.status) ? 200 : 202,
        headers: { location: `/api/v1/${actor.tenantSlug}/runs/${run.id}`, "cache-control": "private, no-store" },
      });
    },
  ),
  governedRoute(
    { method: "get", path: "/runs/{runId}", scope: "run:read", summary: "A run", tag, params, response: RunView },
    ({ actor, params: { runId } }) => withTenant(actor, "run:read", (db) => getRun(db, actor, runId)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/runs/{runId}/graph",
      scope: "run:read",
      summary: "The release of a run, as nodes and edges",
      tag,
      params,
      response: RunGraph,
    },
    ({ actor, params: { runId } }) => withTenant(actor, "run:read", (db) => getRunGraph(db, actor, runId)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/runs/{runId}/cancel",
      scope: "run:cancel",
      summary: "Cancel a run",
      tag,
      params,
      status: 202,
      response: RunView,
    },
    ({ actor, params: { runId } }) =>
      withTenant(actor, "run:cancel", async (db) => {
        await cancelRun(db, actor, runId, new Date());
        return await getRun(db, actor, runId);
      }),
  ),
  governedRoute(
    {
      method: "post",
      path: "/runs/{runId}/signals/{name}",
      scope: "run:start",
      summary: "Send a signal to a run: a step that waits for it goes on with its payload. The same key counts once.",
      tag,
      params: params.extend({ name: z.string().regex(/^[a-z][a-z0-9_.-]{0,79}$/) }),
      body: NewSignal,
      response: SentSignal,
      status: 202,
      maxBodyBytes: 65_536,
    },
    ({ actor, params: { runId, name }, body }) =>
      withTenant(actor, "run:start", async (db) => {
        const { created } = await sendSignal(db, actor, { runId, name, now: new Date() }, body);
        return { run: runId, name, key: body.key, created };
      }),
  ),
];

function idempotencyKeyOf(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key !== null && (key.length < 1 || key.length > 200))
    throw new ProblemError("invalid", "Idempotency-Key has 1 to 200 characters.");
  return key;
}

/** `Prefer: wait=30` (RFC 7240), at most 60 seconds; null when it is not there. */
function preferredWaitMs(request: Request): number | null {
  const seconds = request.headers.get("prefer")?.match(/\bwait=(\d{1,3})\b/)?.[1];
  return seconds === undefined ? null : Math.min(MAX_WAIT_S, Number(seconds)) * 1_000;
}

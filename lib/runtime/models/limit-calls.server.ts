import { workerPool, workerStatement } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { systemClock } from "@/lib/platform/time/clock";
import { CallGate, type CallRate } from "@/lib/runtime/models/call-gate";
import type { ModelConnection, ModelFailure, ModelGateway, ModelRequest } from "@/lib/runtime/models/model-gateway";

type Calls = {
  gateway: ModelGateway;
  findConnection(tenantId: TenantId, name: string): Promise<ModelConnection | null>;
};

const KEEP_MS = 10_000;

/**
 * The same calls, held to the limits of the tenant for one model connection: so many at a time, so many a minute. A call
 * over the limit waits its turn within its own timeout. Each worker takes an equal part of the limit. The simulated models
 * have no limit.
 */
export function limitCalls({ gateway, findConnection }: Calls): Calls {
  const gate = new CallGate(systemClock);
  const tenantOf = new Map<string, TenantId>();
  const known = new Map<TenantId, { limits: CallRate; at: number }>();
  const limitsOf = async (tenantId: TenantId): Promise<CallRate> => {
    const kept = known.get(tenantId);
    if (kept && Date.now() - kept.at < KEEP_MS) return kept.limits;
    const limits = await readShare(tenantId);
    known.set(tenantId, { limits, at: Date.now() });
    return limits;
  };
  return {
    async findConnection(tenantId, name) {
      const connection = await findConnection(tenantId, name);
      if (connection && connection.provider !== "sandbox") tenantOf.set(connection.id, tenantId);
      return connection;
    },
    gateway: {
      async call(request) {
        const tenantId = tenantOf.get(request.connection.id);
        if (!tenantId) return await gateway.call(request);
        const limits = await limitsOf(tenantId);
        const late = AbortSignal.timeout(request.timeoutMs);
        const signal = AbortSignal.any([request.signal, late]);
        const enter = gate.enter(request.connection.id, () => known.get(tenantId)?.limits ?? limits, signal);
        const leave = await enter.catch((error: unknown) => {
          if (request.signal.aborted || !late.aborted) throw error;
          return null;
        });
        if (!leave) return { ok: false, failure: overLimit(request) };
        try {
          return await gateway.call(request);
        } finally {
          leave();
        }
      },
    },
  };
}

const overLimit = ({ connection, timeoutMs }: ModelRequest): ModelFailure => ({
  class: "provider_rate_limit",
  message: `The call waited ${timeoutMs} ms for its turn: the tenant's limit of calls to "${connection.name}" is reached. Raise it on the workers page, or run less at a time.`,
});

/** The limits of the tenant divided by the workers that live, at least one each. */
async function readShare(tenantId: TenantId): Promise<CallRate> {
  const { rows: workers } = await workerPool().query(
    "SELECT count(*)::int AS n FROM worker_heartbeat WHERE at > now() - interval '5 seconds' AND NOT draining",
  );
  const share = (limit: number) => Math.max(1, Math.floor(limit / Math.max(1, workers[0]?.n ?? 1)));
  const { rows } = await workerStatement(tenantId, {
    text: "SELECT concurrent_calls_per_provider AS c, calls_per_minute_per_provider AS m FROM run_limits_of($1)",
    values: [tenantId],
  });
  return { concurrent: share(rows[0]?.c ?? 1), perMinute: share(rows[0]?.m ?? 1) };
}

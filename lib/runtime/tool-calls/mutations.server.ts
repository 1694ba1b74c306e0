import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { checksum } from "@/lib/release/checksum.server";
import type { Json } from "@/lib/release/json-schema";
import type { EffectLedger } from "@/lib/runtime/tool-calls/effect-ledger";

/** The ledger in Postgres, on the worker's role. An effect that surely failed starts again as a new one. */
export const postgresEffects: EffectLedger = {
  async begin({ tenantId, idempotencyKey, runId, nodeKey, attempt, request, nowMs }) {
    return await workerTransaction(tenantId, async (client) => {
      const made = await client.query(
        `INSERT INTO effect (tenant_id, idempotency_key, run_id, node_key, attempt, request_hash, state, at)
         VALUES ($1, $2, $3, $4, $5, $6, 'started', $7)
         ON CONFLICT (tenant_id, idempotency_key) DO UPDATE SET state = 'started', attempt = $5 WHERE effect.state = 'failed'`,
        [tenantId, idempotencyKey, runId, nodeKey, attempt, checksum(request), new Date(nowMs)],
      );
      if (made.rowCount === 1) return { state: "new" as const };
      const found = await client.query<{ state: string; response: Json }>(
        "SELECT state, response FROM effect WHERE tenant_id = $1 AND idempotency_key = $2",
        [tenantId, idempotencyKey],
      );
      const earlier = found.rows[0];
      return earlier?.state === "succeeded"
        ? { state: "succeeded" as const, response: earlier.response }
        : { state: "open" as const };
    });
  },
  async settle(tenantId, idempotencyKey, end) {
    await workerTransaction(tenantId, async (client) => {
      await client.query("UPDATE effect SET state = $3, response = $4 WHERE tenant_id = $1 AND idempotency_key = $2", [
        ...[tenantId, idempotencyKey, end.state],
        end.state === "succeeded" ? JSON.stringify(end.response) : null,
      ]);
    });
  },
};

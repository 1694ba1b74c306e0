import { workerStatement, workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { log } from "@/lib/platform/log/log.server";
import { checksum } from "@/lib/release/checksum.server";
import type { Json } from "@/lib/release/json-schema";
import { mcpFingerprint } from "@/lib/release/mcp-fingerprint.server";
import type { QuarantineTool } from "@/lib/runtime/tool-calls/call-mcp.server";
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
    const response = end.state === "succeeded" ? JSON.stringify(end.response) : null;
    await workerStatement(tenantId, {
      name: "settle_effect",
      text: "UPDATE effect SET state = $3, response = $4 WHERE tenant_id = $1 AND idempotency_key = $2",
      values: [tenantId, idempotencyKey, end.state, response],
    });
  },
};

/** Keeps what the server serves now beside what was approved; while they differ, no release can be made with the tool. */
export const quarantineTool: QuarantineTool = async (tenantId, { url, tool, served }) => {
  await workerStatement(tenantId, {
    text: `UPDATE mcp_tool SET served = $4, served_fingerprint = $5, seen_at = now()
        WHERE tenant_id = $1 AND tool = $3 AND server_id IN (SELECT id FROM mcp_server WHERE tenant_id = $1 AND url = $2)`,
    values: [tenantId, url, tool, served && JSON.stringify(served), served && mcpFingerprint(served)],
  });
  log().warn({ tenantId, tool }, "an MCP tool is not what was approved; it is in quarantine");
};

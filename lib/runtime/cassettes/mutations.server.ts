import { z } from "zod";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { checksum } from "@/lib/release/checksum.server";
import { blackOut } from "@/lib/runtime/cassettes/black-out";
import type { CassetteStore } from "@/lib/runtime/cassettes/cassette-store";
import { RecordedRequest } from "@/lib/runtime/cassettes/recorded-request";
import { ModelAnswer } from "@/lib/runtime/models/model-gateway";

const MAX_RECENT = 50;

/** Recorded calls in Postgres, on the worker's role. */
export const postgresCassettes: CassetteStore = {
  find: (tenantId, request) =>
    workerTransaction(tenantId, async (client) => {
      const { rows } = await client.query("SELECT response FROM cassette WHERE tenant_id = $1 AND key = $2", [
        tenantId,
        checksum(request),
      ]);
      return rows[0] ? ModelAnswer.parse(rows[0].response) : null;
    }),
  recent: (tenantId, { provider, modelId }) =>
    workerTransaction(tenantId, async (client) => {
      const { rows } = await client.query(
        `SELECT request FROM cassette WHERE tenant_id = $1 AND provider = $2 AND model_id = $3
          ORDER BY recorded_at DESC LIMIT ${MAX_RECENT}`,
        [tenantId, provider, modelId],
      );
      return z.array(RecordedRequest).parse(rows.map((row) => row.request));
    }),
  store: (tenantId, { request, answer, runId, nowMs }) =>
    workerTransaction(tenantId, async (client) => {
      await client.query(
        `INSERT INTO cassette (tenant_id, key, provider, model_id, request, response, run_id, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (tenant_id, key) DO UPDATE SET request = EXCLUDED.request, response = EXCLUDED.response,
           run_id = EXCLUDED.run_id, recorded_at = EXCLUDED.recorded_at`,
        [
          ...[tenantId, checksum(request), request.provider, request.modelId],
          ...[JSON.stringify(blackOut(request)), JSON.stringify(blackOut(z.json().parse(answer)))],
          ...[runId, new Date(nowMs)],
        ],
      );
    }),
};

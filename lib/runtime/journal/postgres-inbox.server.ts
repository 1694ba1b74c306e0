import { z } from "zod";
import { workerStatement } from "@/lib/platform/db/worker-pool.server";
import { Failure } from "@/lib/platform/errors/error-class";
import type { Brought } from "@/lib/runtime/interpreter/answers-for";
import { DECISION_PREFIX, type Inbox } from "@/lib/runtime/journal/inbox";

/** A run with more open signals than this sees the oldest ones first. */
const MAX_SIGNALS = 500;

/** What a sub-run used is what all of its own sub-runs used as well: they count against the limits of every run above. */
const READ = `
  SELECT (SELECT nudges FROM run WHERE tenant_id = $1 AND id = $2) AS nudges,
    coalesce((SELECT jsonb_agg(s ORDER BY s.at, s.key) FROM (
      SELECT name, key, payload, by, at FROM signal
       WHERE tenant_id = $1 AND run_id = $2 AND consumed_seq IS NULL ORDER BY at, key LIMIT ${MAX_SIGNALS}) AS s), '[]') AS signals,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'decision', state, 'by', decided_by, 'form', form_values, 'comment', comment))
       FROM approval WHERE tenant_id = $1 AND run_id = $2 AND state IN ('approved', 'rejected', 'expired')), '[]') AS approvals,
    coalesce((SELECT jsonb_agg(jsonb_build_object('runId', id, 'status', status, 'output', output, 'failure', error, 'taint', to_jsonb(taint),
         'usage', (
           WITH RECURSIVE tree AS (
             SELECT top.id, top.input_tokens, top.output_tokens, top.cost_micros, top.simulated
               FROM run top WHERE top.tenant_id = $1 AND top.id = run.id
             UNION ALL
             SELECT below.id, below.input_tokens, below.output_tokens, below.cost_micros, below.simulated
               FROM tree JOIN run below ON below.tenant_id = $1 AND below.parent_run_id = tree.id)
           SELECT jsonb_build_object('inputTokens', sum(input_tokens), 'outputTokens', sum(output_tokens),
                                     'costMicros', sum(cost_micros), 'simulated', bool_or(simulated)) FROM tree)))
       FROM run WHERE tenant_id = $1 AND parent_run_id = $2 AND ended_at IS NOT NULL), '[]') AS sub_runs`;

const Row = z.object({
  nudges: z.number().nullable(),
  signals: z.array(z.object({ name: z.string(), key: z.string(), payload: z.json(), by: z.string() })),
  approvals: z.array(
    z.object({
      id: z.string(),
      decision: z.enum(["approved", "rejected", "expired"]),
      by: z.string().nullable(),
      form: z.json(),
      comment: z.string().nullable(),
    }),
  ),
  sub_runs: z.array(
    z.object({
      runId: z.string(),
      status: z.enum(["succeeded", "failed", "cancelled", "dead-lettered"]),
      output: z.json(),
      failure: Failure.nullable(),
      taint: z.array(z.enum(["untrustedInput", "readSensitive"])),
      usage: z.object({
        inputTokens: z.number(),
        outputTokens: z.number(),
        costMicros: z.number(),
        simulated: z.boolean(),
      }),
    }),
  ),
});
const Decision = z.object({ choice: z.enum(["retry", "fail", "succeed"]), output: z.json().default(null) });

/** Signals, approvals and sub-runs in Postgres, on the worker's role. */
export const postgresInbox: Inbox = {
  async read({ tenantId, runId }) {
    const { rows } = await workerStatement(tenantId, { name: "inbox", text: READ, values: [tenantId, runId] });
    const { nudges, signals, approvals, sub_runs: subRuns } = Row.parse(rows[0]);
    return {
      nudges: nudges ?? 0,
      signals: signals.filter(({ name }) => !name.startsWith(DECISION_PREFIX)),
      approvals,
      subRuns,
      decisions: signals.flatMap(decisionOf),
    };
  },
  async expireApproval({ tenantId, runId }, approvalId) {
    const { rowCount } = await workerStatement(tenantId, {
      text: "UPDATE approval SET state = 'expired' WHERE tenant_id = $1 AND run_id = $2 AND id = $3 AND state IN ('pending', 'expired')",
      values: [tenantId, runId, approvalId],
    });
    return rowCount === 1;
  },
  async cancelSubRun({ tenantId, runId }, stepKey) {
    const values = [tenantId, runId, stepKey];
    await workerStatement(tenantId, { text: "SELECT cancel_sub_runs($1, $2, $3)", values });
  },
};

function decisionOf(signal: z.infer<typeof Row>["signals"][number]): Brought["decisions"] {
  if (!signal.name.startsWith(DECISION_PREFIX)) return [];
  const { choice, output } = Decision.parse(signal.payload);
  const stepKey = signal.name.slice(DECISION_PREFIX.length);
  return [{ stepKey, attempt: Number(signal.key), choice, by: signal.by, output }];
}

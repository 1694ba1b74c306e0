import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import { z } from "zod";
import {
  APPROVAL_MS,
  type ApprovalAnswer,
  type ApprovalDesk,
  type ApprovalRequest,
  type StepQuestion,
} from "@/lib/governance/approvals/approval-desk";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { newId } from "@/lib/platform/ids/new-id.server";

const Row = z.object({
  id: z.string(),
  state: z.string(),
  comment: z.string().nullable(),
  policy_version: z.number().nullable(),
  expires_at: z.date(),
});

const Asked = Row.pick({ id: true, expires_at: true });

/**
 * Approvals in Postgres, on the worker's role. One row a call and arguments; another policy version asks anew. One row a
 * step that asks.
 */
export const callApprovals: ApprovalDesk = {
  ask: (request) => workerTransaction(request.tenantId, (client) => answer(client, request)),
  askStep: (question) => workerTransaction(question.tenantId, (client) => askStep(client, question)),
  use: (tenantId, approvalId, nowMs) =>
    workerTransaction(tenantId, async (client) => {
      await client.query(
        "UPDATE approval SET used_at = coalesce(used_at, $3) WHERE tenant_id = $1 AND id = $2 AND state = 'approved'",
        [tenantId, approvalId, new Date(nowMs)],
      );
    }),
};

async function answer(client: PoolClient, request: ApprovalRequest): Promise<ApprovalAnswer> {
  const { tenantId, runId, stepKey, policyVersion, nowMs } = request;
  const argsHash = createHash("sha256").update(canonical(request.args)).digest("hex");
  const { rows } = await client.query(
    `SELECT id, state, comment, policy_version, expires_at FROM approval
      WHERE tenant_id = $1 AND run_id = $2 AND step_key = $3 AND kind = 'call' AND args_hash = $4 FOR UPDATE`,
    [tenantId, runId, stepKey, argsHash],
  );
  const found = rows[0] ? Row.parse(rows[0]) : null;
  if (!found) return await requestApproval(client, request, argsHash);
  if (found.state === "rejected") return { kind: "rejected", comment: found.comment };
  if (found.policy_version !== policyVersion) return await askAnew(client, request, found.id);
  const expiresAtMs = found.expires_at.getTime();
  // A person may decide until then; a call that was approved in time may be made later.
  if (found.state === "approved") return { kind: "approved", approvalId: found.id };
  return found.state === "pending" && expiresAtMs > nowMs
    ? { kind: "pending", approvalId: found.id, expiresAtMs }
    : { kind: "expired" };
}

async function requestApproval(
  client: PoolClient,
  request: ApprovalRequest,
  argsHash: string,
): Promise<ApprovalAnswer> {
  const { tenantId, projectId, runId, stepKey, action, resource, args, title, requestedBy, nowMs } = request;
  const id = newId(nowMs);
  const expiresAtMs = nowMs + APPROVAL_MS;
  const { rows } = await client.query(
    "SELECT coalesce((SELECT four_eyes FROM tenant WHERE tenant_id = $1), true) AS four_eyes",
    [tenantId],
  );
  await client.query(
    `INSERT INTO approval (tenant_id, id, project_id, run_id, step_key, kind, action, resource, args_hash, args, title, users,
            exclude_starter, requested_by, state, created_at, expires_at, policy_version, facts)
     VALUES ($1, $2, $3, $4, $5, 'call', $6, $7, $8, $9, $10, '{}', $11, $12, 'pending', $13, $14, $15, $16)`,
    [
      ...[tenantId, id, projectId, runId, stepKey, action, resource, argsHash, JSON.stringify(args ?? null), title],
      ...[rows[0]?.four_eyes === true, requestedBy, new Date(nowMs), new Date(expiresAtMs), request.policyVersion],
      JSON.stringify(request.facts),
    ],
  );
  return { kind: "pending", approvalId: id, expiresAtMs };
}

async function askStep(client: PoolClient, question: StepQuestion) {
  const { tenantId, projectId, runId, stepKey, resource, args, title, requestedBy, facts, nowMs } = question;
  const { role, users, excludeStarter, form, expiresMs } = question;
  await client.query(
    `INSERT INTO approval (tenant_id, id, project_id, run_id, step_key, kind, action, resource, args_hash, args, title, role,
            users, exclude_starter, form, requested_by, state, created_at, expires_at, facts)
     VALUES ($1, $2, $3, $4, $5, 'node', 'step.go-on', $6, '', $7, $8, $9, $10, $11, $12, $13, 'pending', $14, $15, $16)
     ON CONFLICT (tenant_id, run_id, step_key, kind, args_hash) DO NOTHING`,
    [
      ...[
        tenantId,
        newId(nowMs),
        projectId,
        runId,
        stepKey,
        resource,
        JSON.stringify(args ?? null),
        title,
        role,
        users,
      ],
      ...[excludeStarter, form === null ? null : JSON.stringify(form), requestedBy],
      ...[new Date(nowMs), new Date(nowMs + expiresMs), JSON.stringify(facts)],
    ],
  );
  const { rows } = await client.query(
    "SELECT id, expires_at FROM approval WHERE tenant_id = $1 AND run_id = $2 AND step_key = $3 AND kind = 'node'",
    [tenantId, runId, stepKey],
  );
  const asked = Asked.parse(rows[0]);
  return { approvalId: asked.id, expiresAtMs: asked.expires_at.getTime() };
}

async function askAnew(client: PoolClient, request: ApprovalRequest, id: string): Promise<ApprovalAnswer> {
  const { tenantId, nowMs, policyVersion, facts, title } = request;
  const expiresAtMs = nowMs + APPROVAL_MS;
  await client.query(
    `UPDATE approval SET state = 'pending', decided_by = NULL, decided_at = NULL, comment = NULL, policy_version = $3,
            facts = $4, title = $5, created_at = $6, expires_at = $7 WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, policyVersion, JSON.stringify(facts), title, new Date(nowMs), new Date(expiresAtMs)],
  );
  return { kind: "pending", approvalId: id, expiresAtMs };
}

const canonical = (value: unknown): string => JSON.stringify(sorted(value)) ?? "null";
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [two]) => (one < two ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

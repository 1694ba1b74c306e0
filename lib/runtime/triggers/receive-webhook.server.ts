import { createHash } from "node:crypto";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { findSecretByName } from "@/lib/governance/secrets/read-secret.server";
import { type TenantDb, tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { jsonHazard } from "@/lib/platform/http/json-hazard";
import { type TenantId, tenantId } from "@/lib/platform/ids/branded-id";
import { ExpressionError } from "@/lib/release/expressions/expression-error";
import { startRun } from "@/lib/runtime/runs/mutations.server";
import { authenticateWebhook } from "@/lib/runtime/triggers/authenticate-webhook.server";
import { parseDelivery } from "@/lib/runtime/triggers/parse-delivery";
import { WebhookConfig } from "@/lib/runtime/triggers/schema";
import { dedupeKey, webhookInput } from "@/lib/runtime/triggers/webhook-input";
import type { WebhookEndpoint } from "@/prisma/generated/client";

export type Delivered = {
  endpointId: string;
  headers: Headers;
  query: Record<string, string>;
  pathToken: string | null;
  /** Reads the body; throws `too-large` over this many bytes. */
  readBody: (maxBytes: number) => Promise<string>;
};

/**
 * Starts the run of a delivery. `duplicate`: it was delivered before, and its run is that one. Errors: `not-found` (also
 * while paused), `too-large`, `bad-signature`, `bad-request`, `unsupported-media-type`, `invalid`, `unavailable`.
 */
export async function receiveWebhook(
  tenant: { tenantId: TenantId; slug: string },
  delivered: Delivered,
  nowMs: number,
): Promise<{ runId: string; duplicate: boolean }> {
  const { tenantId: owner } = tenant;
  const endpoint = await tenantTransaction(owner, (db) =>
    db.webhookEndpoint.findFirst({ where: { tenantId: owner, id: delivered.endpointId, state: "active" } }),
  );
  if (!endpoint) throw new ProblemError("not-found");
  const config = WebhookConfig.parse(endpoint.config);
  const body = await delivered.readBody(config.maxBytes);
  const secret = await tenantTransaction(owner, (db) => findSecretByName(db, owner, config.secret));
  if (secret === null)
    throw new ProblemError(
      "unavailable",
      `The secret "${config.secret}" of this address is not there. Its owner adds it.`,
    );
  const caller = authenticateWebhook(config.auth, secret, { ...delivered, body }, nowMs);
  if (!caller.ok) throw new ProblemError("bad-signature", REFUSED[caller.why]);
  try {
    const run = await tenantTransaction(owner, (db) =>
      start(db, tenant, { endpoint, config, delivered, body, caller, nowMs }),
    );
    await note(endpoint, run.duplicate ? "duplicate" : "started", run.runId, nowMs);
    return run;
  } catch (error) {
    if (error instanceof ProblemError) await note(endpoint, error.code, null, nowMs);
    throw error;
  }
}

const REFUSED = {
  "missing-signature":
    "Send x-slipway-timestamp (Unix seconds) and x-slipway-signature: sha256=<hex HMAC of timestamp.body>, or the token.",
  "outside-window": "The timestamp is more than five minutes off. Sign each delivery anew, and set the clock.",
  "wrong-signature": "The signature or token does not fit. Check the secret, and sign the body byte for byte.",
} as const;

type Accepted = {
  endpoint: WebhookEndpoint;
  config: WebhookConfig;
  delivered: Delivered;
  body: string;
  caller: { id: string | null };
  nowMs: number;
};

async function start(db: TenantDb, tenant: { tenantId: TenantId; slug: string }, accepted: Accepted) {
  const { tenantId: owner, slug } = tenant;
  const { endpoint, config, delivered, body, caller, nowMs } = accepted;
  const { headers, query } = delivered;
  const request = { body: parseDelivery(headers.get("content-type"), body), headers: visible(headers), query };
  const { input, dedupe } = mapped(config, request);
  const hazard = jsonHazard(input);
  if (hazard) throw new ProblemError("bad-request", hazard.message, [hazard]);
  const identity = dedupe === null ? caller.id : `dedupe:${dedupe}`;
  const idempotencyKey = identity === null ? null : `hook:${endpoint.id}:${sha256(identity)}`;
  const { harnessId } = endpoint;
  const earlier = idempotencyKey
    ? await db.run.findFirst({ where: { tenantId: owner, harnessId, idempotencyKey }, select: { id: true } })
    : null;
  if (earlier) return { runId: earlier.id, duplicate: true };
  const harness = await db.harness.findFirst({ where: { tenantId: owner, id: harnessId }, select: { slug: true } });
  const environment = endpoint.environment === "staging" ? "staging" : "production";
  const { runId, created } = await startRun(
    db,
    systemActor("webhook", owner, slug),
    { harness: harness?.slug ?? "", environment, input, thread: null, endUser: null },
    { idempotencyKey, trigger: "webhook", nowMs, options: { entry: endpoint.nodeKey } },
  );
  return { runId, duplicate: !created };
}

function mapped(config: WebhookConfig, request: Parameters<typeof webhookInput>[1]) {
  try {
    return { input: webhookInput(config, request), dedupe: dedupeKey(config, request) };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new ProblemError("invalid", `The delivery does not have what the harness reads from it. ${error.message}`);
  }
}

/** Without what authenticates: an expression could copy it into a run. */
const SECRET_HEADERS = new Set(["authorization", "cookie", "x-slipway-token", "x-slipway-signature"]);
const visible = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => !SECRET_HEADERS.has(name)));
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

function note(endpoint: WebhookEndpoint, outcome: string, runId: string | null, nowMs: number) {
  const tenant = tenantId(endpoint.tenantId);
  return tenantTransaction(tenant, (db) =>
    db.webhookEndpoint.updateMany({
      where: { tenantId: tenant, id: endpoint.id },
      data: { lastAt: new Date(nowMs), lastOutcome: outcome, lastRunId: runId },
    }),
  );
}

import { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { requireProvider } from "@/lib/governance/models/data.server";
import type { ConnectionTest } from "@/lib/governance/models/schema";
import { secretBinding } from "@/lib/governance/secrets/read-secret.server";
import { unseal } from "@/lib/platform/crypto/seal.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { OutboundError } from "@/lib/platform/net/outbound-error";
import type { SafeFetch } from "@/lib/platform/net/safe-fetch.server";

const LIMITS = { timeoutMs: 10_000, maxBytes: 2_000_000 };
const MAX_OFFERED = 200;
const ModelList = z.object({ data: z.array(z.object({ id: z.string().max(200) })) });

/** Asks the provider for its models with the stored key and keeps the result. No transaction is open during the call. */
export async function testConnection(
  actor: Actor,
  id: string,
  fetch: SafeFetch,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  const { tenantId } = actor;
  const { name, baseUrl, rev, apiKey } = await withTenant(actor, "model:write", async (db) => {
    const connection = await requireProvider(db, tenantId, id);
    return { ...connection, apiKey: await openKey(db, tenantId, connection.secretId) };
  });
  const result = await listModels(baseUrl, apiKey, fetch, signal);
  await withTenant(actor, "model:write", async (db) => {
    // A connection that was replaced meanwhile keeps its own state: this result is about another address.
    await db.providerConnection.updateMany({
      where: { tenantId, id, rev },
      data: { state: result.state, checks: result.checks, testedAt: new Date() },
    });
    await appendAuditEvent(db, actor, {
      action: "model-connection.test",
      target: `model-connection:${id}`,
      detail: { name, state: result.state },
    });
  });
  return result;
}

async function openKey(db: TenantDb, tenantId: TenantId, secretId: string | null): Promise<string | null> {
  if (secretId === null) return null;
  const secret = await db.secret.findFirstOrThrow({ where: { tenantId, id: secretId } });
  return unseal(Buffer.from(secret.sealed), secretBinding(tenantId, secretId, secret.version));
}

async function listModels(
  baseUrl: string,
  apiKey: string | null,
  fetch: SafeFetch,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  const headers = { accept: "application/json", ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }) };
  try {
    const { status, text } = await fetch(`${baseUrl}/models`, { method: "GET", headers, signal, ...LIMITS });
    return judge(status, text);
  } catch (error) {
    if (error instanceof OutboundError) return failing("failing", error.message);
    throw error;
  }
}

/** Never repeats the body: providers echo keys in it. */
function judge(status: number, text: string): ConnectionTest {
  if (status === 401 || status === 403)
    return failing("auth_failed", `The provider refused the key (HTTP ${status}). Replace the key.`);
  if (status !== 200)
    return failing("failing", `GET /models gave HTTP ${status}. Check the address: it usually ends with /v1.`);
  const list = ModelList.safeParse(parseJson(text));
  if (!list.success) return failing("failing", "GET /models gave no list of models. Check the address.");
  const offered = list.data.data.map((model) => model.id);
  return {
    state: "ok",
    checks: [{ check: "list models", ok: true, detail: `${offered.length} models` }],
    offered: offered.slice(0, MAX_OFFERED).sort(),
  };
}

const failing = (state: "failing" | "auth_failed", detail: string): ConnectionTest => ({
  state,
  checks: [{ check: "list models", ok: false, detail }],
  offered: [],
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import type { Actor } from "@/lib/governance/access/actor";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { bundledCard } from "@/lib/governance/models/bundled-card";
import { openProvider } from "@/lib/governance/models/data.server";
import { askForModels, offeredIn } from "@/lib/governance/models/list-offered";
import type { ConnectionTest } from "@/lib/governance/models/schema";
import { OutboundError } from "@/lib/platform/net/outbound-error";
import type { SafeFetch } from "@/lib/platform/net/safe-fetch.server";
import { ProviderKind } from "@/lib/release/provider-kind";

const LIMITS = { timeoutMs: 10_000, maxBytes: 2_000_000 };
const MAX_OFFERED = 200;

/** Asks the provider for its models with the stored key and keeps the result. No transaction is open during the call. */
export async function testConnection(
  actor: Actor,
  id: string,
  fetch: SafeFetch,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  const { tenantId } = actor;
  const connection = await withTenant(actor, "model:write", (db) => openProvider(db, tenantId, id));
  const { name, rev } = connection;
  const result = await listModels(connection, fetch, signal);
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

type Opened = Awaited<ReturnType<typeof openProvider>>;

async function listModels(connection: Opened, fetch: SafeFetch, signal: AbortSignal): Promise<ConnectionTest> {
  const { baseUrl, apiKey } = connection;
  const kind = ProviderKind.parse(connection.kind);
  const { url, headers } = askForModels(kind, baseUrl, apiKey);
  try {
    const { status, text } = await fetch(url, { method: "GET", headers, signal, ...LIMITS });
    return judge({ kind, baseUrl }, status, text);
  } catch (error) {
    if (error instanceof OutboundError) return failing("failing", error.message);
    throw error;
  }
}

/** Never repeats the body: providers echo keys in it. */
function judge(
  { kind, baseUrl }: { kind: ProviderKind; baseUrl: string },
  status: number,
  text: string,
): ConnectionTest {
  const hint = kind === "openai-compatible" ? "Check the address: it usually ends with /v1." : "Check the address.";
  if (status === 401 || status === 403)
    return failing("auth_failed", `The provider refused the key (HTTP ${status}). Replace the key.`);
  if (status !== 200) return failing("failing", `GET /models gave HTTP ${status}. ${hint}`);
  const offered = offeredIn(kind, parseJson(text));
  if (!offered) return failing("failing", `GET /models gave no list of models. ${hint}`);
  return {
    state: "ok",
    checks: [{ check: "list models", ok: true, detail: `${offered.length} models` }],
    offered: offered
      .slice(0, MAX_OFFERED)
      .sort()
      .map((id) => ({ id, ...bundledCard(baseUrl, id) })),
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

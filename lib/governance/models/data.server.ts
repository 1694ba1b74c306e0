import { bundledCard } from "@/lib/governance/models/bundled-card";
import { CircuitView } from "@/lib/governance/models/circuit-view";
import { Capabilities, type ConnectionPage, ConnectionView } from "@/lib/governance/models/schema";
import { secretBinding } from "@/lib/governance/secrets/read-secret.server";
import { unseal } from "@/lib/platform/crypto/seal.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { SANDBOX_MODELS, SANDBOX_WINDOW } from "@/lib/release/sandbox-models";
import type { ModelCard, ProviderConnection } from "@/prisma/generated/client";

const TARGET = "model:";
type Page = { limit: number; cursor?: string | undefined };

/** Model connections of a tenant by name, with their models. The cursor is the last name of the page before. */
export async function listConnections(
  db: TenantDb,
  tenantId: TenantId,
  { limit, cursor }: Page,
): Promise<ConnectionPage> {
  const rows = await db.providerConnection.findMany({
    where: { tenantId, ...(cursor ? { name: { gt: cursor } } : {}) },
    orderBy: { name: "asc" },
    take: limit + 1,
    include: { cards: { orderBy: { modelId: "asc" } } },
  });
  const circuits = await openCircuits(db, tenantId);
  const items = rows.slice(0, limit).map((row) => connectionView(row, circuits));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.name ?? null) : null };
}

/** A connection to a real provider. Throws `not-found`, or `conflict` for the simulated models, which have no settings. */
export async function requireProvider(db: TenantDb, tenantId: TenantId, id: string) {
  const connection = await db.providerConnection.findFirst({ where: { tenantId, id } });
  if (!connection) throw new ProblemError("not-found");
  const { kind, baseUrl } = connection;
  if (kind === "sandbox" || baseUrl === null)
    throw new ProblemError(
      "conflict",
      "The simulated models are part of every tenant. They have nothing to change or test.",
    );
  return { ...connection, baseUrl };
}

/** What the runtime does not call now, by model reference; at most the newest 500. */
async function openCircuits(db: TenantDb, tenantId: TenantId): Promise<Map<string, CircuitView>> {
  const rows = await db.circuitBreaker.findMany({
    where: { tenantId, state: { not: "closed" }, target: { startsWith: TARGET } },
    orderBy: { updatedAt: "desc" },
    take: 500,
  });
  return new Map(
    rows.map(({ target, state, openedAt, retryAt }) => [
      target.slice(TARGET.length),
      CircuitView.parse({
        state,
        openedAt: openedAt?.toISOString() ?? null,
        retryAt: retryAt?.toISOString() ?? null,
      }),
    ]),
  );
}

function connectionView(
  row: ProviderConnection & { cards: ModelCard[] },
  circuits: ReadonlyMap<string, CircuitView>,
): ConnectionView {
  const isSandbox = row.kind === "sandbox";
  return ConnectionView.parse({
    ...row,
    provider: row.kind,
    hasKey: row.secretId !== null,
    testedAt: row.testedAt?.toISOString() ?? null,
    models: isSandbox
      ? SANDBOX_MODELS.map((ref) => ({
          ref,
          modelId: ref.split("/")[1],
          simulated: true,
          prices: null,
          priceSource: "simulated",
          capabilities: null,
          ratio: null,
          circuit: circuits.get(ref) ?? null,
          ...SANDBOX_WINDOW,
        }))
      : row.cards.map((card) => ({
          ...cardView(row, card),
          circuit: circuits.get(`${row.name}/${card.modelId}`) ?? null,
        })),
  });
}

function cardView(
  row: ProviderConnection,
  { modelId, contextWindow, maxOutput, prices, capabilities, ratio }: ModelCard,
) {
  const bundled = row.baseUrl === null ? null : bundledCard(row.baseUrl, modelId).prices;
  return {
    ref: `${row.name}/${modelId}`,
    simulated: false,
    modelId,
    contextWindow,
    maxOutput,
    prices: prices ?? bundled,
    priceSource: prices ? "override" : bundled ? "bundled" : "unknown",
    capabilities: Capabilities.safeParse(capabilities).data ?? null,
    ratio,
  };
}

/** A connection to a real provider with its key opened, for a call that the web makes. Errors: those of `requireProvider`. */
export async function openProvider(db: TenantDb, tenantId: TenantId, id: string) {
  const connection = await requireProvider(db, tenantId, id);
  return { ...connection, apiKey: await openKey(db, tenantId, connection.secretId) };
}

async function openKey(db: TenantDb, tenantId: TenantId, secretId: string | null): Promise<string | null> {
  if (secretId === null) return null;
  const secret = await db.secret.findFirstOrThrow({ where: { tenantId, id: secretId } });
  return unseal(Buffer.from(secret.sealed), secretBinding(tenantId, secretId, secret.version));
}

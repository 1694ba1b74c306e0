import { bundledCard } from "@/lib/governance/models/bundled-card";
import { Capabilities, type ConnectionPage, ConnectionView } from "@/lib/governance/models/schema";
import { secretBinding } from "@/lib/governance/secrets/read-secret.server";
import { unseal } from "@/lib/platform/crypto/seal.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { SANDBOX_MODELS, SANDBOX_WINDOW } from "@/lib/release/sandbox-models";
import type { ModelCard, ProviderConnection } from "@/prisma/generated/client";

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
  const items = rows.slice(0, limit).map(connectionView);
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

function connectionView(row: ProviderConnection & { cards: ModelCard[] }): ConnectionView {
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
          ...SANDBOX_WINDOW,
        }))
      : row.cards.map((card) => cardView(row, card)),
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

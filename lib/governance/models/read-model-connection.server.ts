import { z } from "zod";
import { secretBinding } from "@/lib/governance/secrets/read-secret.server";
import { unseal } from "@/lib/platform/crypto/seal.server";
import { SharedReads } from "@/lib/platform/db/shared-reads";
import { workerStatement } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { ProviderKind } from "@/lib/release/provider-kind";

const Prices = z
  .object({ inputPerMTok: z.number(), outputPerMTok: z.number(), currency: z.string() })
  .nullable()
  .catch(null);
const ConnectionRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: ProviderKind,
  base_url: z.string().nullable(),
  secret_id: z.string().nullable(),
  version: z.number().nullable(),
  sealed: z.instanceof(Buffer).nullable(),
  rev: z.number(),
  cards: z.array(z.unknown()),
});
const CardRow = z.object({
  model_id: z.string(),
  context_window: z.number(),
  max_output: z.number(),
  ratio: z.number().nullable(),
  prices: Prices,
  capabilities: z.object({ tools: z.boolean(), jsonSchema: z.boolean() }).nullable().catch(null),
});

const FIND = `
  SELECT connection.id, connection.name, connection.kind, connection.base_url, connection.secret_id, connection.rev,
         secret.version, secret.sealed,
         ARRAY(SELECT to_jsonb(card) FROM (
           SELECT model_id, context_window, max_output, ratio, prices, capabilities FROM model_card
            WHERE tenant_id = $1 AND connection_id = connection.id) AS card) AS cards
    FROM provider_connection connection
    LEFT JOIN secret ON secret.tenant_id = connection.tenant_id AND secret.id = connection.secret_id
   WHERE connection.tenant_id = $1 AND connection.name = $2 AND connection.state <> 'disabled'`;

const reads = new SharedReads<Awaited<ReturnType<typeof read>>>();

/** A model connection with its key opened, on the worker's role; null for an unknown name or a disabled one. */
export const findModelConnection = (tenantId: TenantId, name: string) =>
  reads.get(`${tenantId} ${name}`, () => read(tenantId, name));

async function read(tenantId: TenantId, name: string) {
  const { rows } = await workerStatement(tenantId, { name: "model_connection", text: FIND, values: [tenantId, name] });
  if (!rows[0]) return null;
  const row = ConnectionRow.parse(rows[0]);
  return {
    id: row.id,
    name: row.name,
    provider: row.kind,
    baseUrl: row.base_url,
    apiKey: openKey(tenantId, row),
    rev: row.rev,
    cards: z
      .array(CardRow)
      .parse(row.cards)
      .map((card) => ({
        modelId: card.model_id,
        contextWindow: card.context_window,
        maxOutput: card.max_output,
        ratio: card.ratio,
        prices: card.prices,
        can: card.capabilities ?? { tools: null, jsonSchema: null },
      })),
  };
}

function openKey(tenantId: TenantId, { secret_id, version, sealed }: z.infer<typeof ConnectionRow>): string | null {
  if (secret_id === null || version === null || sealed === null) return null;
  return unseal(sealed, secretBinding(tenantId, secret_id, version));
}

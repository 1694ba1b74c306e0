import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { SANDBOX_MODELS } from "@/lib/release/sandbox-models";

/** A model by its reference, and what policies know of it. */
type ModelRef = { ref: string; simulated: boolean; provider: string };

/** Models that a harness of the tenant may name: those of its connections, then the simulated ones. */
export async function listModelRefs(db: TenantDb, tenantId: TenantId): Promise<ModelRef[]> {
  const connections = await db.providerConnection.findMany({
    where: { tenantId, NOT: [{ state: "disabled" }, { kind: "sandbox" }] },
    include: { cards: true },
  });
  return [
    ...connections.flatMap((one) =>
      one.cards.map((card) => ({ ref: `${one.name}/${card.modelId}`, simulated: false, provider: one.kind })),
    ),
    ...SANDBOX_MODELS.map((ref) => ({ ref, simulated: true, provider: "sandbox" })),
  ];
}

import { z } from "zod";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { SANDBOX_MODELS, SANDBOX_WINDOW } from "@/lib/release/sandbox-models";

/** A model by its reference, and what policies know of it. */
type ModelRef = {
  ref: string;
  simulated: boolean;
  provider: string;
  can?: z.infer<typeof Can>;
  contextWindow: number;
};
const Can = z.object({ tools: z.boolean(), jsonSchema: z.boolean() });

/** Models that a harness of the tenant may name: those of its connections, then the simulated ones. */
export async function listModelRefs(db: TenantDb, tenantId: TenantId): Promise<ModelRef[]> {
  const connections = await db.providerConnection.findMany({
    where: { tenantId, NOT: [{ state: "disabled" }, { kind: "sandbox" }] },
    include: { cards: true },
  });
  return [
    ...connections.flatMap((one) =>
      one.cards.map(({ modelId, contextWindow, capabilities }) => {
        const can = Can.safeParse(capabilities).data;
        return {
          ...{ ref: `${one.name}/${modelId}`, simulated: false, provider: one.kind, contextWindow },
          ...(can && { can }),
        };
      }),
    ),
    ...SANDBOX_MODELS.map((ref) => ({
      ...{ ref, simulated: true, provider: "sandbox" },
      contextWindow: SANDBOX_WINDOW.contextWindow,
    })),
  ];
}

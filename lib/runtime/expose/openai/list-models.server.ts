import type { Actor } from "@/lib/governance/access/actor";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { chatField } from "@/lib/runtime/expose/chat-shape";
import { listRouted } from "@/lib/runtime/expose/list-routed.server";

/** The releases that a key may run and that can be talked to, as models `<harness>@<environment>`. */
export async function listModels(actor: Actor) {
  const routed = await withTenant(actor, "run:start", (db) => listRouted(db, actor, ["production", "staging"]));
  return {
    object: "list",
    data: routed
      .filter(({ program }) => chatField(program.inputs) !== null)
      .map(({ slug, environment, routedAt }) => ({
        id: `${slug}@${environment}`,
        object: "model",
        created: Math.floor(routedAt.getTime() / 1_000),
        owned_by: actor.tenantSlug,
      })),
  };
}

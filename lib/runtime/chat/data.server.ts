import type { Actor } from "@/lib/governance/access/actor";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { ChatPartner } from "@/lib/runtime/chat/schema";
import { chatField } from "@/lib/runtime/expose/chat-shape";
import { listRouted } from "@/lib/runtime/expose/list-routed.server";

/** Who can be talked to, by harness; production first. At most 200 harnesses. */
export async function listChatPartners(db: TenantDb, actor: Actor): Promise<{ items: ChatPartner[] }> {
  const routed = await listRouted(db, actor, ["production", "staging"]);
  return {
    items: routed.flatMap(({ slug, name, environment, release, program }) => {
      const talks = program.nodes.some(({ kind }) => kind === "trigger.chat");
      const field = talks ? chatField(program.inputs) : null;
      return field === null ? [] : [{ harness: { slug, name }, environment, release, field }];
    }),
  };
}

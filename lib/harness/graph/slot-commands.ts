import type { Command, SingleCommand } from "@/lib/harness/graph/command";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { slotsOf, withSlotRenamed } from "@/lib/release/slots-of";

/** The steps that use a model slot. */
export const slotUsers = (draft: Pick<Draft, "nodes">, name: string): DraftNode[] =>
  draft.nodes.filter((node) => slotsOf(node).includes(name));

/** Another name for a slot; the steps that use it follow, and one undo brings all of it back. */
export function renameSlot(draft: Draft, name: string, next: string): Command {
  const models = Object.fromEntries(
    Object.entries(draft.models).map(([one, slot]) => [one === name ? next : one, slot]),
  );
  const followers = slotUsers(draft, name).map(
    ({ id, config }): SingleCommand => ({
      kind: "set-node",
      id,
      change: { config: withSlotRenamed(config, name, next) },
    }),
  );
  return { kind: "batch", commands: [{ kind: "set-draft", change: { models } }, ...followers] };
}

/** Takes a slot away; a step that used it is found by the compiler. */
export const removeSlot = (draft: Pick<Draft, "models">, name: string): Command => ({
  kind: "set-draft",
  change: { models: Object.fromEntries(Object.entries(draft.models).filter(([one]) => one !== name)) },
});

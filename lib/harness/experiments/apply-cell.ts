import type { Cell } from "@/lib/harness/experiments/schema";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";

type Applied = { ok: true; draft: Draft } | { ok: false; reason: string };

/** The draft with what a variant changes: prompt revisions of steps, models and parameters of slots. */
export function applyCell(draft: Draft, { label, change }: Cell): Applied {
  const keys = new Set(draft.nodes.filter(hasPrompt).map((node) => node.key));
  const lost = Object.keys(change.prompts).find((key) => !keys.has(key));
  if (lost) return { ok: false, reason: `"${label}" changes the prompt of "${lost}", which is no step with a prompt.` };
  const noSlot = Object.keys(change.slots).find((name) => !Object.hasOwn(draft.models, name));
  if (noSlot)
    return { ok: false, reason: `"${label}" changes the model slot "${noSlot}", which the harness does not have.` };
  const nodes = draft.nodes.map((node) => {
    const ref = change.prompts[node.key];
    if (!ref) return node;
    return { ...node, config: { ...node.config, prompt: { system: "", user: "", ref } } };
  });
  const models = Object.fromEntries(
    Object.entries(draft.models).map(([name, slot]) => [name, { ...slot, ...given(change.slots[name]) }]),
  );
  return { ok: true, draft: { ...draft, nodes, models } };
}

export const hasPrompt = (node: Pick<DraftNode, "kind">): boolean => node.kind === "llm" || node.kind === "agent";

const given = (slot: Cell["change"]["slots"][string] | undefined) =>
  Object.fromEntries(Object.entries(slot ?? {}).filter(([, value]) => value !== undefined));

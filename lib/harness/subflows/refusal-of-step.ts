import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { givesInput } from "@/lib/harness/subflows/outer-reads";
import { OwnContext } from "@/lib/release/context-policy";
import { NODE_CONFIG } from "@/lib/release/node-config";

/** Why a step would not mean the same in a run of its own, in a sentence; null when it would. */
export function refusalOfStep(draft: Draft, node: DraftNode): string | null {
  const { kind, label } = node;
  if (kind.startsWith("trigger.")) return `"${label}" starts runs of this harness. Leave it out of the selection.`;
  if (kind === "end") return `"${label}" ends the run of this harness. Leave it out of the selection.`;
  if (kind === "placeholder")
    return `"${label}" was imported and is not understood. Put a step of ours in its place first.`;
  const branch = kind === "join" ? branchBefore(draft, node) : undefined;
  if (branch) return givesInput(branch);
  if (node.policy.onFailure) return `"${label}" starts when this run fails. Leave it out of the selection.`;
  const own = ownOfRun(draft, node);
  return own && `"${label}" ${own}, and a subflow has a run of its own. Leave it out of the selection.`;
}

const branchBefore = (draft: Draft, { id }: DraftNode): DraftNode | undefined =>
  draft.nodes.find(
    (node) => node.kind === "branch" && draft.edges.some((edge) => edge.from.node === node.id && edge.to.node === id),
  );

/** What a step does with things that belong to this run alone. */
function ownOfRun(draft: Draft, node: DraftNode): string | null {
  const { kind, config } = node;
  if (writesState(node)) return "writes the state of this run";
  if (kind.startsWith("memory.") && (config.scope === "run" || config.scope === "thread"))
    return `uses the memory of this ${config.scope}`;
  if (kind === "wait" && config.mode === "signal") return "waits for a signal to this run";
  return readsThread(draft, node) ? "reads the conversation of this run" : null;
}

function writesState({ kind, config }: DraftNode): boolean {
  if (kind !== "transform") return false;
  return Object.keys(NODE_CONFIG.transform.shape.set.safeParse(config.set).data ?? {}).length > 0;
}

function readsThread(draft: Draft, { kind, config }: DraftNode): boolean {
  if (kind !== "llm" && kind !== "agent") return false;
  const own = OwnContext.safeParse(config.context).data;
  return (own?.history ?? draft.context.history) === "thread";
}

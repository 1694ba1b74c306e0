import { stepSize } from "@/lib/harness/canvas/card-size";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { portsOf } from "@/lib/harness/nodes/ports-of";

/**
 * What the canvas draws of a node besides its place and its words, as text: its container, its entries, its exits with
 * their names, its size. Worked out once for each version of the node.
 */
export const cardForm = onceFor((node: DraftNode): string => {
  const ports = portsOf(node);
  return JSON.stringify([node.id, node.kind, node.parent, ports.in, ports.out, stepSize(node)]);
});

/** Whether no node came, went, or has another form: most edits change what a step does, not its card. */
export const haveSameForms = (before: readonly DraftNode[], nodes: readonly DraftNode[]): boolean =>
  before === nodes ||
  (before.length === nodes.length &&
    before.every((one, index) => {
      const other = nodes[index];
      return one === other || (other !== undefined && cardForm(one) === cardForm(other));
    }));

/** Whether the canvas looks the same but for the words on its cards. */
export const isSameDrawing = (before: Draft, draft: Draft): boolean =>
  before.at === draft.at &&
  before.edges === draft.edges &&
  before.groups === draft.groups &&
  haveSameForms(before.nodes, draft.nodes);

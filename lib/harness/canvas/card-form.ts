import { stepSize } from "@/lib/harness/canvas/card-size";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { portsOf } from "@/lib/harness/nodes/ports-of";

const known = new WeakMap<DraftNode, string>();

/**
 * What the canvas draws of a node besides its place and its words, as text: its container, its entries, its exits with
 * their names, its size. Worked out once for each version of the node.
 */
export function cardForm(node: DraftNode): string {
  const before = known.get(node);
  if (before !== undefined) return before;
  const ports = portsOf(node);
  const form = JSON.stringify([node.id, node.kind, node.parent, ports.in, ports.out, stepSize(node)]);
  known.set(node, form);
  return form;
}

/** Whether no node came, went, or has another form: most edits change what a step does, not its card. */
export const haveSameForms = (before: readonly DraftNode[], nodes: readonly DraftNode[]): boolean =>
  before === nodes ||
  (before.length === nodes.length &&
    before.every((one, index) => {
      const other = nodes[index];
      return one === other || (other !== undefined && cardForm(one) === cardForm(other));
    }));

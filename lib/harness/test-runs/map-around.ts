import { containersOf } from "@/lib/harness/graph/containers";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";

/** The map whose items a test can choose from at a step: itself, or the outermost one around it. */
export function mapAround(draft: Pick<Draft, "nodes">, node: DraftNode): DraftNode | null {
  return [node, ...containersOf(draft, node)].reverse().find((one) => one.kind === "map") ?? null;
}

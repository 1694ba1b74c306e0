import type { DraftNode } from "@/lib/harness/graph/draft";
import type { DraftTypes } from "@/lib/harness/graph/draft-types";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import type { PinView } from "@/lib/harness/pins/schema";
import { canonicalJson } from "@/lib/release/canonical-json";
import { NODE_CONFIG } from "@/lib/release/node-config";

/** Why the output of a step cannot be pinned, in a sentence; null when it can. */
export function refusalOfPin(node: DraftNode): string | null {
  if (node.kind.startsWith("trigger.")) return "A start gives what the run was started with. Change the input instead.";
  if (node.kind === "end" || node.kind === "note" || node.kind === "placeholder")
    return `"${node.label}" gives nothing to other steps.`;
  const writes = node.kind === "transform" ? NODE_CONFIG.transform.shape.set.safeParse(node.config.set).data : {};
  return Object.keys(writes ?? {}).length > 0
    ? `"${node.label}" writes the state of the run, which a pinned output would leave out.`
    : null;
}

/** Exits that a pinned step can leave by: not those that lead inside of a map or loop. */
export const exitsOf = (node: DraftNode): { id: string; label: string }[] =>
  portsOf(node).out.filter((port) => port.id !== "body");

/** Whether the step would give something else now than it did when it was pinned, or has no such exit any more. */
export function isStalePin(pin: Pick<PinView, "port" | "schema">, node: DraftNode, types: DraftTypes): boolean {
  const hasExit = exitsOf(node).some((port) => port.id === pin.port);
  return !hasExit || canonicalJson(pin.schema) !== canonicalJson(types.exitOf(node, pin.port));
}

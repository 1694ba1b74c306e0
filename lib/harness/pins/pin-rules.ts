import type { DraftNode } from "@/lib/harness/graph/draft";
import type { Tools } from "@/lib/harness/graph/names-for";
import { exitSchema } from "@/lib/harness/nodes/port-schema";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import type { PinView } from "@/lib/harness/pins/schema";
import { canonicalJson } from "@/lib/release/canonical-json";
import type { JsonSchema } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";

/** What a schema of an output depends on. */
export type SchemaSource = { inputs: JsonSchema; tools: Tools };

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
export function isStalePin(pin: Pick<PinView, "port" | "schema">, node: DraftNode, from: SchemaSource): boolean {
  const hasExit = exitsOf(node).some((port) => port.id === pin.port);
  return !hasExit || canonicalJson(pin.schema) !== canonicalJson(exitSchema(node, pin.port, from));
}

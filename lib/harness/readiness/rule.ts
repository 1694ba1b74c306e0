import type { Library } from "@/lib/harness/compile/library";
import type { Command } from "@/lib/harness/graph/command";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import type { Finding } from "@/lib/release/readiness-report";

/** What a rule may look at. `verdicts`: what the active policies say about each tool key; null while it is not known. */
export type Subject = {
  draft: Draft;
  library: Library;
  verdicts: Readonly<Record<string, "allow" | "deny" | "needs_approval">> | null;
  /** A demo tenant may run on simulated models. */
  isDemo: boolean;
};
export type Rule = { name: string; check(subject: Subject): Finding[] };

/** A finding about a node, with a repair when there is one. */
export function nodeFinding(
  node: DraftNode,
  finding: Omit<Finding, "nodeId" | "nodeKey" | "repair"> & { repair?: { label: string; commands: Command[] } },
): Finding {
  const { repair, ...rest } = finding;
  return {
    ...rest,
    nodeId: node.id,
    nodeKey: node.key,
    ...(repair ? { repair: { label: repair.label, commands: JSON.parse(JSON.stringify(repair.commands)) } } : {}),
  };
}

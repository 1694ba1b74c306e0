import type { z } from "zod";
import type { Compiled } from "@/lib/harness/compile/compile-draft";
import type { Library } from "@/lib/harness/compile/library";
import type { Command } from "@/lib/harness/graph/command";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import type { StandingVerdict, TargetFacts } from "@/lib/harness/readiness/target-facts";
import type { Finding } from "@/lib/release/readiness-report";

export type Verdict = z.infer<typeof StandingVerdict>;
/** What a rule may look at. `verdicts`: what the active policies say about each tool key; null while it is not known. */
export type Subject = {
  draft: Draft;
  library: Library;
  verdicts: Readonly<Record<string, Verdict>> | null;
  /** A demo tenant may run on simulated models. */
  isDemo: boolean;
  /** What is around the draft: people, secrets, models, experiments. Absent: the rules about it say nothing. */
  facts?: TargetFacts;
};
export type { TargetFacts };
/** `compile` works the program out once, for every rule that asks. */
export type Checked = Subject & { compile(): Compiled };
export type Rule = { name: string; check(subject: Checked): Finding[] };

type Repair = { label: string; commands: Command[] };

/** A repair as it is stored in a report. */
export const repairOf = ({ label, commands }: Repair): NonNullable<Finding["repair"]> => ({
  label,
  commands: JSON.parse(JSON.stringify(commands)),
});

/** A finding about a node, with a repair when there is one. */
export function nodeFinding(
  node: DraftNode,
  finding: Omit<Finding, "nodeId" | "nodeKey" | "repair"> & { repair?: Repair },
): Finding {
  const { repair, ...rest } = finding;
  return { ...rest, nodeId: node.id, nodeKey: node.key, ...(repair ? { repair: repairOf(repair) } : {}) };
}

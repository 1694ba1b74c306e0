import { containersOf } from "@/lib/harness/graph/containers";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import type { DraftTypes } from "@/lib/harness/graph/draft-types";
import { membersOf } from "@/lib/harness/nodes/output-schema";
import type { PassedValues } from "@/lib/harness/subflows/passed-values";
import type { Read } from "@/lib/release/expressions/replace-reads";
import type { JsonSchema } from "@/lib/release/json-schema";

/** The first `names` names of a read come in as `input.<name>`. */
export type Passing = { names: number; name: string };
/** What a step reads and cannot be passed, in a sentence, is added to `problems`. */
export type OuterReads = {
  draft: Draft;
  inside: ReadonlySet<string>;
  passed: PassedValues;
  types: DraftTypes;
  problems: string[];
};

const ANY: JsonSchema = {};
const FIELD = /^[A-Za-z_]\w*$/;

/** How a read of a step comes in from outside of the part; null when it is of the part itself. */
export function passingOf(
  outer: OuterReads,
  node: DraftNode,
  read: Pick<Read, "path" | "optionalFrom">,
): Passing | null {
  const { draft, passed } = outer;
  const [root = "", first] = read.path;
  switch (root) {
    case "steps":
      return ofStep(outer, node, read.path);
    case "input":
      return ofInput(outer, read);
    case "state":
      if (first === undefined) return problem(outer, node, "the whole state");
      return { names: 2, name: passed.nameOf([root, first], draft.state[first]?.schema ?? ANY) };
    case "item":
    case "index":
    case "iter":
      return isBoundInside(outer, node, root) ? null : { names: 1, name: passed.nameOf([root], ANY) };
    case "run":
      if (first === "environment") return null;
      if (first === undefined) return problem(outer, node, "everything about the run");
      return { names: 2, name: passed.nameOf([root, first], ANY) };
    default:
      return null;
  }
}

function problem({ problems }: OuterReads, { label }: DraftNode, what: string): null {
  problems.push(`"${label}" reads ${what}. Let it read single values, so that they can be passed to a subflow.`);
  return null;
}

function ofStep(outer: OuterReads, node: DraftNode, path: readonly string[]): Passing | null {
  const [, key, output] = path;
  const step = outer.draft.nodes.find((one) => one.key === key);
  if (step?.kind === "branch" && outer.inside.has(step.id)) {
    outer.problems.push(givesInput(step));
    return null;
  }
  if (step && outer.inside.has(step.id)) return null;
  if (!step || output !== "output") return problem(outer, node, "steps in a way that is not their output");
  const isPlain = step.policy.onError === undefined || step.policy.onError === "fail";
  const schema = isPlain ? outer.types.outputOf(step) : ANY;
  return { names: 3, name: outer.passed.nameOf(["steps", step.key, "output"], schema) };
}

/** A branch gives the input of its run. */
export const givesInput = ({ label }: DraftNode): string =>
  `"${label}" gives the input of its run, which is another one in a subflow. Read the input itself instead.`;

/** A field of the input that is always there comes in by itself; one that may be missing comes with the whole input. */
function ofInput({ draft, passed }: OuterReads, { path, optionalFrom }: Pick<Read, "path" | "optionalFrom">): Passing {
  const [, field] = path;
  const members = membersOf(draft.inputs);
  const isSure = optionalFrom === null || optionalFrom > 1 || members?.required.has(field ?? "");
  if (field === undefined || !FIELD.test(field) || !isSure)
    return { names: 1, name: passed.nameOf(["input"], draft.inputs) };
  return { names: 2, name: passed.nameOf(["input", field], members?.properties[field] ?? ANY) };
}

/** Whether a map or loop that goes along gives the name: `item` and `index` of a map, `iter` of either. */
function isBoundInside({ draft, inside }: OuterReads, node: DraftNode, root: string): boolean {
  const around = [node, ...containersOf(draft, node)].filter((one) => inside.has(one.id));
  const containers = around.filter((one) => one !== node || (one.kind === "loop" && root === "iter"));
  return containers.some((one) => one.kind === "map" || (root === "iter" && one.kind === "loop"));
}

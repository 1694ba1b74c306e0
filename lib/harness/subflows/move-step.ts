import type { DraftNode } from "@/lib/harness/graph/draft";
import { rewriteExpressions } from "@/lib/harness/graph/expressions-of";
import { rewriteRefs } from "@/lib/harness/graph/rewrite-refs";
import { type OuterReads, passingOf } from "@/lib/harness/subflows/outer-reads";
import { liquidReads } from "@/lib/release/expressions/references-of";
import { replaceReads } from "@/lib/release/expressions/replace-reads";

/** The step as it stands in the subflow: what it read from outside comes in as `input.<name>`. */
export function moveStep(node: DraftNode, outer: OuterReads): DraftNode {
  const { draft, problems } = outer;
  const keyOf = (id: string) => draft.nodes.find((one) => one.id === id)?.key;
  const texts = rewriteExpressions(node, ({ language, source, scope }) => {
    if (scope === "own") return source;
    const moved = replaceReads(language, source, (read) => {
      const passing = passingOf(outer, node, read);
      if (!passing) return null;
      const isOptional = read.written(passing.names)?.includes("?") ?? false;
      return { names: passing.names, by: `input${isOptional ? ".?" : "."}${passing.name}` };
    });
    if (moved === null) problems.push(`An expression of "${node.label}" cannot be read. Repair it first.`);
    return moved ?? source;
  });
  return rewriteRefs(texts, (ref) => {
    const key = keyOf(ref.from);
    const path = [...(key === undefined ? [ref.from] : ["steps", key, "output"]), ...ref.path];
    const passing = passingOf(outer, node, { path, optionalFrom: null });
    return passing ? { from: "input", path: [passing.name, ...path.slice(passing.names)] } : ref;
  });
}

/** A stored prompt stays as it is, so all that it reads must have the same names in the subflow. */
export function checkStoredPrompt(node: DraftNode, text: string, outer: OuterReads): void {
  for (const read of liquidReads(text)) {
    const passing = passingOf(outer, node, read);
    const isSame = !passing || (read.path[0] === "input" && passing.names === 2 && passing.name === read.path[1]);
    if (!isSame)
      outer.problems.push(
        `The stored prompt of "${node.label}" reads ${read.path.join(".")}, which is called otherwise in a subflow. Leave the step out, or write the prompt in the step.`,
      );
  }
}

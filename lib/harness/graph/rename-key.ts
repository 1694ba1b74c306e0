import type { Draft } from "@/lib/harness/graph/draft";
import { rewriteExpressions } from "@/lib/harness/graph/expressions-of";
import type { RenameSteps } from "@/lib/release/expressions/rename-steps";

/**
 * Renames a node's key and every read of `steps.<key>` in expressions and texts. Returns a sentence when it cannot.
 * `rename` knows the languages; whoever does not have it (yet) cannot rename.
 */
export function renameKey(draft: Draft, id: string, key: string, rename: RenameSteps | undefined): Draft | string {
  const node = draft.nodes.find((one) => one.id === id);
  if (!node) return "The node is not there any more.";
  if (node.key === key) return draft;
  if (draft.nodes.some((one) => one.key === key)) return `A node is called "${key}" already.`;
  if (!rename) return "The expressions that use this name cannot be changed yet. Try again in a moment.";
  const names = new Map([[node.key, key]]);
  return {
    ...draft,
    nodes: draft.nodes.map((one) => {
      const next = rewriteExpressions(one, ({ language, source }) => rename(language, source, names));
      return one.id === id ? { ...next, key } : next;
    }),
  };
}

import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { rewriteExpressions } from "@/lib/harness/graph/expressions-of";
import { rewriteRefs } from "@/lib/harness/graph/rewrite-refs";
import { givesInput } from "@/lib/harness/subflows/outer-reads";
import { type Read, type Replacement, replaceReads } from "@/lib/release/expressions/replace-reads";

type Part = { inside: ReadonlySet<string>; subflow: { id: string; key: string } };
/** `changed`: steps outside of the part that read it, as they read the subflow; `used`: keys of the steps that they read. */
export type OutsideReaders = { changed: DraftNode[]; used: ReadonlySet<string>; problems: string[] };

/** What reads steps of a part from outside of it: `steps.<key>.output` is `steps.<subflow>.output.<key>` afterwards. */
export function outsideReaders(draft: Draft, { inside, subflow }: Part): OutsideReaders {
  const keys = new Map(draft.nodes.flatMap((node) => (inside.has(node.id) ? [[node.id, node.key] as const] : [])));
  const own = new Set(keys.values());
  const used = new Set<string>();
  const problems: string[] = [];
  const rewrite = (node: DraftNode): DraftNode => {
    const readsSubflow = ({ path: [root, key = "", output], written }: Read): Replacement | null => {
      if (root !== "steps" || !own.has(key)) return null;
      if (output !== "output") problems.push(`"${node.label}" asks whether a selected step ran. Select it too.`);
      used.add(key);
      return { names: 3, by: `steps${written(3)?.includes("?") ? ".?" : "."}${subflow.key}.output.${key}` };
    };
    const texts = rewriteExpressions(node, ({ language, source, scope }) => {
      if (scope === "own" || !mentions(source, own)) return source;
      const next = replaceReads(language, source, readsSubflow);
      if (next === null) problems.push(`An expression of "${node.label}" cannot be read. Repair it first.`);
      return next ?? source;
    });
    return rewriteRefs(texts, (ref) => {
      const key = keys.get(ref.from);
      if (key === undefined) return ref;
      used.add(key);
      return { from: subflow.id, path: [key, ...ref.path] };
    });
  };
  const outside = draft.nodes.filter((node) => !inside.has(node.id) && node.kind !== "note");
  const changed = outside.flatMap((node) => {
    const next = rewrite(node);
    return JSON.stringify(next) === JSON.stringify(node) ? [] : [next];
  });
  const branch = draft.nodes.find((node) => node.kind === "branch" && used.has(node.key));
  return { changed, used, problems: branch ? [givesInput(branch), ...problems] : problems };
}

const mentions = (source: string, keys: ReadonlySet<string>) =>
  source.includes("steps") && [...keys].some((key) => source.includes(key));

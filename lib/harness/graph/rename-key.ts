import type { Draft } from "@/lib/harness/graph/draft";
import type { Json } from "@/lib/release/json-schema";

/** Renames a node's key and every `steps.<key>` in expressions and texts. Returns a sentence when it cannot. */
export function renameKey(draft: Draft, id: string, key: string): Draft | string {
  const node = draft.nodes.find((one) => one.id === id);
  if (!node) return "The node is not there any more.";
  if (node.key === key) return draft;
  if (draft.nodes.some((one) => one.key === key)) return `A node is called "${key}" already.`;
  const pattern = new RegExp(`\\bsteps\\.${node.key}\\b`, "g");
  const rewrite = (value: Json): Json => {
    if (typeof value === "string") return value.replace(pattern, `steps.${key}`);
    if (Array.isArray(value)) return value.map(rewrite);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rewrite(inner)]));
    return value;
  };
  const rewritten = <T extends Json>(value: T): T => {
    const next = rewrite(value);
    return JSON.stringify(next) === JSON.stringify(value) ? value : (next as T);
  };
  return {
    ...draft,
    nodes: draft.nodes.map((one) => {
      const next = { config: rewritten(one.config), in: rewritten(one.in) };
      if (one.id === id) return { ...one, ...next, key };
      return next.config === one.config && next.in === one.in ? one : { ...one, ...next };
    }),
  };
}

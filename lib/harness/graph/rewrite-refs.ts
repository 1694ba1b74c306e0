import type { DraftNode } from "@/lib/harness/graph/draft";
import { Binding } from "@/lib/release/binding";
import type { Json } from "@/lib/release/json-schema";

export type Ref = Extract<Binding, { ref: unknown }>["ref"];
type Rewrite = (ref: Ref) => Ref;

/** The node with other typed references in its inputs and in the fields of a transform. */
export function rewriteRefs(node: DraftNode, rewrite: Rewrite): DraftNode {
  const inputs = Object.fromEntries(
    Object.entries(node.in).map(([name, binding]) => [name, rewritten(binding, rewrite)]),
  );
  if (node.kind !== "transform") return { ...node, in: inputs };
  const { fields = {}, set = {} } = node.config;
  return {
    ...node,
    in: inputs,
    config: { ...node.config, fields: membersOf(fields, rewrite), set: membersOf(set, rewrite) },
  };
}

const rewritten = (binding: Binding, rewrite: Rewrite): Binding =>
  "ref" in binding ? { ref: rewrite(binding.ref) } : binding;

/** Members that are no bindings yet stay as they are. */
function membersOf(value: Json, rewrite: Rewrite): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const binding = Binding.safeParse(member).data;
      return [name, binding ? rewritten(binding, rewrite) : member];
    }),
  );
}

import type { DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
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

/** Every typed reference of a node, with the place where it stands: `in.text`, `config.fields.total`. */
export const refsOf = onceFor((node: DraftNode): readonly { field: string; ref: Ref }[] => {
  const { fields = {}, set = {} } = node.kind === "transform" ? node.config : {};
  return [...refsIn("in", node.in), ...refsIn("config.fields", fields), ...refsIn("config.set", set)];
});

function refsIn(place: string, members: Json): { field: string; ref: Ref }[] {
  if (typeof members !== "object" || members === null || Array.isArray(members)) return [];
  return Object.entries(members).flatMap(([name, member]) => {
    const binding = Binding.safeParse(member).data;
    return binding && "ref" in binding ? [{ field: `${place}.${name}`, ref: binding.ref }] : [];
  });
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

import { draftTypes } from "@/lib/harness/graph/draft-types";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";
import { bindingFit, misfitWords } from "@/lib/harness/values/binding-fit";
import { wantedValues } from "@/lib/harness/values/wanted-values";
import type { Binding } from "@/lib/release/binding";

/** A value that can never be what its place wants: the call would be refused, or the output would break its promise. */
export const typeError: Rule = {
  name: "type-error",
  check: ({ draft, library }) =>
    draft.nodes.flatMap((node) => {
      const wanted = wantedValues(node, { draft, tools: library.tools, releases: library.releases });
      if (wanted.length === 0) return [];
      const names = draftTypes(draft, library).namesAt(node.id);
      return wanted.flatMap(({ field, name, who, binding, schema }) => {
        const misfit = misfitWords(bindingFit(binding, names, schema));
        if (!misfit) return [];
        return [
          nodeFinding(node, {
            rule: "type-error",
            severity: "block",
            field,
            explanation: `"${node.label}" gives ${sourceOf(binding)} as "${name}" to ${who}. ${misfit} Choose another value.`,
          }),
        ];
      });
    }),
};

const MAX_SHOWN = 60;
const shortened = (text: string) => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text);

/** What is given, as its field shows it. */
function sourceOf(binding: Binding): string {
  if ("lit" in binding) return shortened(JSON.stringify(binding.lit));
  if ("cel" in binding) return shortened(binding.cel);
  return "tpl" in binding ? `the text "${shortened(binding.tpl)}"` : [binding.ref.from, ...binding.ref.path].join(".");
}

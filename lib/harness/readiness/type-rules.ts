import { draftTypes } from "@/lib/harness/graph/draft-types";
import { onceFor } from "@/lib/harness/graph/once-for";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";
import { bindingFit, literalFit, misfitWords } from "@/lib/harness/values/binding-fit";
import { wantedValues } from "@/lib/harness/values/wanted-values";
import type { Binding } from "@/lib/release/binding";
import type { StateVariable } from "@/lib/release/program";
import type { Finding } from "@/lib/release/readiness-report";
import { schemaProblem } from "@/lib/release/schema-problem";

/** A value that can never be what its place wants: the call would be refused, or the output would break its promise. */
export const typeError: Rule = {
  name: "type-error",
  check: ({ draft, library }) => [
    ...Object.entries(draft.state).flatMap(([name, variable]) => atStart(name, variable)),
    ...draft.nodes.flatMap((node) => {
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
  ],
};

/** A variable that begins as what its schema rules out. A schema that cannot be used is said to be that. */
function atStart(name: string, variable: StateVariable): Finding[] {
  const misfit = misfitAtStart(variable);
  if (!misfit) return [];
  const explanation = `The state "${name}" is ${shortened(JSON.stringify(variable.initial))} at the start. ${misfit} Choose another value.`;
  return [{ rule: "type-error", severity: "block", field: `state.${name}`, explanation }];
}

const misfitAtStart = onceFor(({ schema, initial }: StateVariable) =>
  schemaProblem(schema) ? null : misfitWords(literalFit(initial, schema)),
);

const MAX_SHOWN = 60;
const shortened = (text: string) => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text);

/** What is given, as its field shows it. */
function sourceOf(binding: Binding): string {
  if ("lit" in binding) return shortened(JSON.stringify(binding.lit));
  if ("cel" in binding) return shortened(binding.cel);
  return "tpl" in binding ? `the text "${shortened(binding.tpl)}"` : [binding.ref.from, ...binding.ref.path].join(".");
}

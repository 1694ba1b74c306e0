import { checkExpression } from "@/lib/harness/graph/check-expression";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import type { Names } from "@/lib/harness/graph/names";
import { definitionOf } from "@/lib/harness/nodes/catalogue";
import { membersOf } from "@/lib/harness/nodes/output-schema";
import { storedPrompt } from "@/lib/harness/prompts/stored-prompt";
import { nodeFinding, type Rule, type Subject } from "@/lib/harness/readiness/rule";
import { compatible } from "@/lib/harness/values/compatible";
import { isUnbound, neededInputs } from "@/lib/harness/values/needed-inputs";
import { wantedInputs } from "@/lib/harness/values/wanted-values";
import { liquidReads } from "@/lib/release/expressions/references-of";
import type { JsonSchema } from "@/lib/release/json-schema";
import type { Finding } from "@/lib/release/readiness-report";

/** What a step cannot do without and is not given: an argument of a tool, an output of the harness, a variable of a stored prompt. */
export const missingInput: Rule = {
  name: "missing-input",
  check: (subject) => [
    ...subject.draft.nodes.flatMap((node) => unbound(subject, node)),
    ...subject.draft.nodes.flatMap((node) => unread(subject, node)),
  ],
};

function unbound({ draft, library }: Subject, node: DraftNode): Finding[] {
  const source = { draft, tools: library.tools, releases: library.releases };
  return neededInputs(node, source)
    .filter((name) => isUnbound(Object.hasOwn(node.in, name) ? node.in[name] : undefined))
    .map((name) => {
      const path = variableFor(draftTypes(draft, library).namesAt(node.id), name, wantedInputs(node, source)[name]);
      const change = { in: { ...node.in, [name]: { cel: path ?? "" } } };
      return nodeFinding(node, {
        rule: "missing-input",
        severity: "block",
        field: `in.${name}`,
        explanation: `${whoNeeds(node)} needs "${name}", and "${node.label}" does not give it.`,
        ...(path && {
          repair: { label: `Give it ${path}`, commands: [{ kind: "set-node", id: node.id, change }] },
        }),
      });
    });
}

function whoNeeds({ kind, config }: DraftNode): string {
  if (kind === "tool") return `The tool ${String(config.tool)}`;
  return kind === "end" ? "The output of the harness" : `A step of the kind ${definitionOf(kind).title.toLowerCase()}`;
}

/** A field of the same name that every item, or every run, has, and that fits. */
function variableFor(names: Names, name: string, wanted: JsonSchema = {}): string | null {
  const roots = [...(names.isInMap ? [["item", names.item] as const] : []), ["input", names.inputs] as const];
  const found = roots.find(([, schema]) => {
    const members = membersOf(schema);
    const field = members?.required.has(name) ? members.properties[name] : undefined;
    return field !== undefined && compatible(field, wanted).verdict === "yes";
  });
  return found ? `${found[0]}.${name}` : null;
}

/** Variables of a stored prompt: whoever wrote it did not know this harness. */
function unread({ draft, library }: Subject, node: DraftNode): Finding[] {
  const prompt = storedPrompt(node, library.prompts);
  if (!prompt) return [];
  const names = draftTypes(draft, library).namesAt(node.id);
  const problem = prompt.body.messages.flatMap(({ content }) => problemOfText(content, names) ?? [])[0];
  if (problem === undefined) return [];
  return [
    nodeFinding(node, {
      rule: "missing-input",
      severity: "block",
      field: "prompt",
      explanation: `The prompt "${prompt.name}", which "${node.label}" uses, cannot be filled in here. ${problem}`,
    }),
  ];
}

function problemOfText(source: string, names: Names): string | null {
  const problem =
    source === "" ? null : checkExpression({ language: "liquid", source, extra: [], scope: "run" }, names);
  if (problem) return problem.message;
  const declared = membersOf(names.inputs)?.properties;
  const missing = liquidReads(source).find(
    ({ path: [root, field], optionalFrom }) =>
      root === "input" && field !== undefined && optionalFrom === null && declared && !Object.hasOwn(declared, field),
  );
  return missing ? `It reads input.${missing.path[1]}, which the input of this harness does not have.` : null;
}

import { canonicalJson } from "@/lib/release/canonical-json";
import type { Json } from "@/lib/release/json-schema";
import { PromptText } from "@/lib/release/node-config";
import type { Program, ProgramNode } from "@/lib/release/program";

/** A text of a step, or of a tool, before and after. `group`: the part of the page that shows it. */
export type TextChange = {
  group: "prompts" | "tools" | "graph" | "policy";
  where: string;
  field: string;
  before: string;
  after: string;
};

/** What changed inside of steps and tools that both programs have, as texts to compare word by word. */
export function textChanges(before: Program, after: Program): TextChange[] {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const steps = after.nodes.flatMap((node) => {
    const earlier = old.get(node.id);
    return earlier ? differing(fieldsOf(earlier), fieldsOf(node), node.key) : [];
  });
  const tools = Object.entries(after.tools).flatMap(([key, tool]) => {
    const earlier = before.tools[key];
    return earlier ? differing(membersOf(earlier, "tools"), membersOf(tool, "tools"), key) : [];
  });
  return [...steps, ...tools];
}

type Fields = Map<string, { group: TextChange["group"]; text: string }>;

function fieldsOf({ config, policy, label, in: bindings }: ProgramNode): Fields {
  const { prompt, ...rest } = config;
  const texts = typeof prompt === "object" && prompt !== null && !Array.isArray(prompt) ? prompt : {};
  return new Map([
    ...(["system", "user"] as const).map(
      (part) => [part, { group: "prompts" as const, text: textOf(texts[part]) }] as const,
    ),
    ...examplesOf(texts).map((text, at) => [`example ${at + 1}`, { group: "prompts" as const, text }] as const),
    ...membersOf(rest, "graph"),
    ...membersOf(policy, "policy"),
    ...membersOf(bindings, "graph"),
    ["label", { group: "graph" as const, text: label }],
  ]);
}

/** Each as it stands in the call: who says it, and what. */
const examplesOf = (prompt: object): string[] =>
  (PromptText.safeParse(prompt).data?.examples ?? []).map(({ role, content }) => `${role}: ${content}`);

const membersOf = (value: object, group: TextChange["group"]): Fields =>
  new Map(Object.entries(value).map(([name, member]) => [name, { group, text: textOf(member) }]));

const textOf = (value: Json | undefined): string => {
  if (value === undefined) return "";
  return typeof value === "string" ? value : canonicalJson(value).replaceAll(",", ", ");
};

function differing(before: Fields, after: Fields, where: string): TextChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((field) => {
    const [old, now] = [before.get(field), after.get(field)];
    const group = (now ?? old)?.group ?? "graph";
    if ((old?.text ?? "") === (now?.text ?? "")) return [];
    return [{ group, where, field, before: old?.text ?? "", after: now?.text ?? "" }];
  });
}

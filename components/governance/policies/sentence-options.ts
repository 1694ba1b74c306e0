import type { SelectOption } from "@/components/ui/select";
import type { PolicySetView } from "@/lib/governance/policies/schema";
import { REQUEST_WORDS, SCOPE_WORDS, Sentence } from "@/lib/governance/policies/sentence";
import { MemoryScopeName } from "@/lib/release/memory-grants";

const CLASSES = [
  ["read", "Tools that read"],
  ["write", "Tools that write"],
  ["egress", "Tools that send data out"],
  ["money", "Tools that move money"],
  ["code", "Tools that run code"],
] as const;

/** A choice of the form as one string: kind and key. */
export const whatValue = (what: Sentence["what"]): string => ("key" in what ? `${what.kind}:${what.key}` : what.kind);

export function whatOf(value: string): Sentence["what"] {
  const [kind = "", ...rest] = value.split(":");
  return Sentence.shape.what.parse(rest.length > 0 ? { kind, key: rest.join(":") } : { kind });
}

export const whatOptions = ({ tools, knowledge }: PolicySetView): SelectOption[] => [
  { value: "any-tool", label: "Every tool" },
  ...tools.map(({ key, name }) => ({ value: `tool:${key}`, label: name, hint: key })),
  ...CLASSES.map(([key, label]) => ({ value: `tool-class:${key}`, label })),
  { value: "request:read", label: `HTTP ${REQUEST_WORDS.read}` },
  { value: "request:write", label: `HTTP ${REQUEST_WORDS.write}` },
  { value: "any-model", label: "Every model" },
  { value: "any-knowledge", label: "All knowledge" },
  ...knowledge.map(({ key, name }) => ({ value: `knowledge:${key}`, label: `Knowledge: ${name}`, hint: key })),
  ...memoryOptions("memory-read", "Reading"),
  ...memoryOptions("memory-write", "Writing"),
];

function memoryOptions(kind: "memory-read" | "memory-write", verb: string): SelectOption[] {
  const scopes = MemoryScopeName.options.map((scope) => ({
    value: `${kind}:${scope}`,
    label: `${verb} the memory of ${SCOPE_WORDS[scope]}`,
    hint: scope,
  }));
  return [{ value: `any-${kind}`, label: `${verb} every memory` }, ...scopes];
}

const key = (kind: string, environment = "", argument = "") => JSON.stringify([kind, environment, argument]);

export function conditionOptions({ tools }: PolicySetView): SelectOption[] {
  const decimals = [...new Set(tools.flatMap((tool) => tool.decimals))];
  return [
    { value: "", label: "Always" },
    ...(["draft", "staging", "production"] as const).map((name) => ({
      value: key("environment", name),
      label: `In ${name}`,
    })),
    { value: key("untrusted-input"), label: "After the run has read untrusted input" },
    ...decimals.map((name) => ({ value: key("amount-over", "", name), label: `When ${name} is over …` })),
  ];
}

/** The condition that an option stands for; an amount starts at 100. */
export function conditionOf(value: string): Sentence["condition"] {
  if (!value) return null;
  const [kind, environment, argument]: string[] = JSON.parse(value);
  if (kind === "environment") return Sentence.shape.condition.parse({ kind, value: environment });
  return Sentence.shape.condition.parse(kind === "amount-over" ? { kind, argument, value: 100 } : { kind });
}

/** The option that a condition is shown as. */
export function conditionValue(condition: Sentence["condition"]): string {
  if (!condition) return "";
  if (condition.kind === "environment") return key("environment", condition.value);
  return condition.kind === "amount-over" ? key("amount-over", "", condition.argument) : key("untrusted-input");
}

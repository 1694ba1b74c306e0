import type { DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { Binding } from "@/lib/release/binding";
import type { Json } from "@/lib/release/json-schema";

type Language = "cel" | "liquid";
/** `field` is a path in the node, joined by dots: `in.text`, `config.cases.0.when`. `returns`: what it must give. */
export type Expression = {
  field: string;
  language: Language;
  source: string;
  /** Names beside those of the run: the values of an HTTP request are `args` in its templates. */
  extra: readonly string[];
  /** "own": its `input` is not that of the run (a request, a text to check), and it reads no steps. */
  scope: "run" | "own";
  returns?: "bool";
};
/** Members of the configuration that are expressions; `*` stands for every member or item, "binding" for the two languages of one. */
type Place = {
  at: readonly string[];
  language: Language | "binding";
  extra?: readonly string[];
  scope?: "own";
  returns?: "bool";
};

const PROMPT: readonly Place[] = [
  { at: ["prompt", "system"], language: "liquid" },
  { at: ["prompt", "examples", "*", "content"], language: "liquid" },
  { at: ["prompt", "user"], language: "liquid" },
];
const PLACES: Readonly<Record<string, readonly Place[]>> = {
  llm: PROMPT,
  agent: [...PROMPT, { at: ["stopWhen"], language: "cel", scope: "own", returns: "bool" }],
  branch: [{ at: ["cases", "*", "when"], language: "cel", returns: "bool" }],
  transform: [
    { at: ["fields", "*"], language: "binding" },
    { at: ["set", "*"], language: "binding" },
  ],
  http: [
    { at: ["url"], language: "liquid", extra: ["args"] },
    { at: ["headers", "*"], language: "liquid", extra: ["args"] },
    { at: ["body"], language: "liquid", extra: ["args"] },
  ],
  loop: [{ at: ["until"], language: "cel", returns: "bool" }],
  guardrail: [{ at: ["checks", "*", "expression"], language: "cel", scope: "own", returns: "bool" }],
  "trigger.webhook": [{ at: ["dedupe"], language: "cel", scope: "own" }],
};

/**
 * Every expression of a node with the place where it stands: of CEL also those that are not written yet, since an empty
 * text gives a text and no expression gives nothing. The text of a stored prompt is not the node's. Worked out once for
 * each version of the node.
 */
export const expressionsOf = onceFor((node: DraftNode): readonly Expression[] => {
  const found: Expression[] = [];
  rewriteExpressions(node, (expression) => {
    const isMissing = expression.language === "cel" && expression.scope === "run";
    if (expression.source !== "" || isMissing) found.push(expression);
    return expression.source;
  });
  return found;
});

/** The node with other texts in place of its expressions; the same object when nothing changes. */
export function rewriteExpressions(node: DraftNode, rewrite: Rewrite): DraftNode {
  let config: Json = node.config;
  const hasOwnPrompt = !hasStoredPrompt(node);
  for (const place of PLACES[node.kind] ?? [])
    if (hasOwnPrompt || place.at[0] !== "prompt")
      config = rewriteAt(config, { place, at: 0, field: "config" }, rewrite);
  const inputs = rewriteInputs(node.in, node.kind.startsWith("trigger.") ? "own" : "run", rewrite);
  if (config === node.config && inputs === node.in) return node;
  return { ...node, config: objectOf(config), in: inputs };
}

type Rewrite = (expression: Expression) => string;

function rewriteInputs(inputs: DraftNode["in"], scope: Expression["scope"], rewrite: Rewrite): DraftNode["in"] {
  const next = Object.entries(inputs).map(
    ([name, binding]) => [name, rewriteBinding(binding, { field: `in.${name}`, extra: [], scope }, rewrite)] as const,
  );
  return next.every(([name, binding]) => binding === inputs[name]) ? inputs : Object.fromEntries(next);
}

function rewriteBinding(
  binding: Binding,
  where: Pick<Expression, "field" | "extra" | "scope">,
  rewrite: Rewrite,
): Binding {
  if ("cel" in binding) {
    const cel = rewrite({ ...where, language: "cel", source: binding.cel });
    return cel === binding.cel ? binding : { cel };
  }
  if (!("tpl" in binding)) return binding;
  const tpl = rewrite({ ...where, language: "liquid", source: binding.tpl });
  return tpl === binding.tpl ? binding : { tpl };
}

const objectOf = (value: Json): Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};

const hasStoredPrompt = ({ config }: DraftNode): boolean =>
  typeof config.prompt === "object" &&
  config.prompt !== null &&
  !Array.isArray(config.prompt) &&
  "ref" in config.prompt;

type Walk = { place: Place; at: number; field: string };

function rewriteAt(value: Json, walk: Walk, rewrite: Rewrite): Json {
  const { place, at, field } = walk;
  const name = place.at[at];
  if (name === undefined) return rewriteLeaf(value, walk, rewrite);
  const below = (inner: Json, key: string) =>
    rewriteAt(inner, { place, at: at + 1, field: `${field}.${key}` }, rewrite);
  if (Array.isArray(value)) {
    const items = value.map((item, position) => (name === "*" ? below(item, String(position)) : item));
    return items.every((item, position) => item === value[position]) ? value : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(
    ([key, inner]) => [key, name === "*" || name === key ? below(inner, key) : inner] as const,
  );
  return members.every(([key, inner]) => inner === value[key]) ? value : Object.fromEntries(members);
}

function rewriteLeaf(value: Json, { place, field }: Walk, rewrite: Rewrite): Json {
  const { language, extra = [], scope = "run", returns } = place;
  if (language === "binding") {
    const binding = Binding.safeParse(value).data;
    const next = binding && rewriteBinding(binding, { field, extra, scope }, rewrite);
    return next === undefined || next === binding ? value : next;
  }
  const more = returns ? { returns } : {};
  return typeof value === "string" ? rewrite({ field, language, source: value, extra, scope, ...more }) : value;
}
